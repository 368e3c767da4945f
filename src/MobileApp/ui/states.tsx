import { type ReactNode, useEffect, useState } from 'react';
import { type DimensionValue, View } from 'react-native';
import Svg, { Circle, Path } from 'react-native-svg';
import { ShopError, wordsOf } from '@/shop/errors';
import { Button } from './Button';
import { Body, Heading, Soft } from './text';
import { round, space, useTheme } from './theme';

const slowAfter = 3_000;

/** True when loading takes so long that the screen must show a text. */
export function useIsSlow(isLoading: boolean): boolean {
  const [isSlow, setIsSlow] = useState(false);
  useEffect(() => {
    if (!isLoading) {
      return;
    }

    const timer = setTimeout(() => setIsSlow(true), slowAfter);
    return () => {
      clearTimeout(timer);
      setIsSlow(false);
    };
  }, [isLoading]);
  return isLoading && isSlow;
}

/** A placeholder for content that is loading. */
export function SkeletonBlock({ width = '100%', height }: { width?: DimensionValue; height: DimensionValue }) {
  const { skeleton } = useTheme();
  return <View style={{ width, height, borderRadius: round, backgroundColor: skeleton }} />;
}

/** Shows that content is loading: placeholders, a label for screen readers and, if it takes long, a text. */
export function Loading({ what, children }: { what: string; children: ReactNode }) {
  const isSlow = useIsSlow(true);
  return (
    <View style={{ gap: space.l }}>
      <View role="status" aria-live="polite" aria-label={`Loading ${what}`}>
        {isSlow ? <Soft style={{ textAlign: 'center' }}>The network is slow. Still loading {what} …</Soft> : null}
      </View>
      <View aria-hidden importantForAccessibility="no-hide-descendants" accessibilityElementsHidden style={{ gap: space.l }}>{children}</View>
    </View>
  );
}

function Planet() {
  const { goldDeep, isDark, soft } = useTheme();
  return (
    <Svg width={150} height={84} viewBox="0 0 240 130" fill="none" aria-hidden>
      <Circle cx={120} cy={65} r={34} fill="#6f62d8" />
      <Path d="M72 78c28 12 84-4 98-27" stroke={goldDeep} strokeWidth={4} strokeLinecap="round" />
      <Circle cx={34} cy={16} r={2.5} fill={goldDeep} />
      <Circle cx={206} cy={110} r={2} fill={isDark ? '#fff' : soft} />
      <Circle cx={186} cy={12} r={1.6} fill={isDark ? '#fff' : soft} />
    </Svg>
  );
}

/** The only content of a screen that is empty or has failed. */
export function Notice({ title, words, children, isAlert = false }: { title: string; words: string; children?: ReactNode; isAlert?: boolean }) {
  return (
    <View role={isAlert ? 'alert' : undefined} style={{ alignItems: 'center', gap: space.m, paddingVertical: space.xxl }}>
      <Planet />
      <Heading style={{ textAlign: 'center' }}>{title}</Heading>
      <Body style={{ textAlign: 'center', maxWidth: 420 }}>{words}</Body>
      {children ? <View style={{ gap: space.m, marginTop: space.s, alignItems: 'stretch' }}>{children}</View> : null}
    </View>
  );
}

const titles: Record<string, string> = {
  unreachable: 'You are offline',
  timeout: 'The network is very slow',
  busy: 'The shop is busy',
  failed: 'Something went wrong',
};

/** Shown when a request failed and there is no earlier data. The app retries automatically if the failure may be temporary. */
export function Failure({ error, onAgain }: { error: unknown; onAgain: () => void }) {
  const mayPass = error instanceof ShopError && error.mayPass;
  const title = (error instanceof ShopError && titles[error.kind]) || 'This did not work';
  return (
    <Notice isAlert title={title} words={mayPass ? `${wordsOf(error)} The app keeps trying.` : wordsOf(error)}>
      <Button label="Try again" icon="refresh" kind="quiet" onPress={onAgain} />
    </Notice>
  );
}

/** Shown when a request failed and earlier data is still on the screen. */
export function Stale({ error }: { error: unknown }) {
  const theme = useTheme();
  return error
    ? (
      <View role="alert" style={{ backgroundColor: theme.panel, borderColor: theme.goldDeep, borderWidth: 1, borderRadius: round, padding: space.m }}>
        <Soft>{wordsOf(error)} This is what was loaded before; the app keeps trying.</Soft>
      </View>
      )
    : null;
}
