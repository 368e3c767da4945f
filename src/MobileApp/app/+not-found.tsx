import { useScreen } from '@/telemetry/useScreen';
import { LinkButton } from '@/ui/OpenLink';
import { Screen } from '@/ui/Screen';
import { Notice } from '@/ui/states';

export { ErrorBoundary } from '@/ui/ErrorBoundary';

export default function NotFoundScreen() {
  useScreen('Not found', 'Not found', true);
  return (
    <Screen hasBack title="Not found">
      <Notice title="There is nothing here" words="The link may be old or mistyped."><LinkButton isBack href="/" widget="all products" text="See the products" /></Notice>
    </Screen>
  );
}
