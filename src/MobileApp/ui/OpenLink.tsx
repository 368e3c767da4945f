import { type Href, Link } from 'expo-router';
import type { PropsWithChildren } from 'react';
import { Pressable, type StyleProp, StyleSheet, type ViewStyle } from 'react-native';
import { useShop } from '@/shop/ShopProvider';
import { ButtonLabel, useButtonStyle } from './Button';

type Props = PropsWithChildren<{
  href: Href;
  /** The name of the tapped widget in telemetry. */
  widget: string;
  label?: string;
  style?: StyleProp<ViewStyle>;
  /** Goes back to the screen if it is in the stack, instead of pushing it on top. */
  isBack?: boolean;
  isCurrent?: boolean;
}>;

/** A link to another screen. The tap and the screen that it opens are one trace. */
export function OpenLink({ href, widget, label, style, isBack = false, isCurrent = false, children }: Props) {
  const { telemetry } = useShop();
  return (
    <Link href={href} dismissTo={isBack} asChild>
      {/* `onPress` is here and not on the Link: in a browser a handler of the Link would replace the one that navigates. */}
      <Pressable role="link" aria-label={label} aria-current={isCurrent ? 'page' : undefined} style={StyleSheet.flatten(style)}
        onPress={() => void telemetry.tap(widget, (context) => telemetry.leadsToScreen(context))}>
        {children}
      </Pressable>
    </Link>
  );
}

export function LinkButton({ kind = 'strong', text, style, ...props }: Omit<Props, 'children'> & { kind?: 'strong' | 'quiet'; text: string }) {
  return (
    <OpenLink {...props} style={[useButtonStyle(kind), style]}>
      <ButtonLabel kind={kind}>{text}</ButtonLabel>
    </OpenLink>
  );
}
