import type { PropsWithChildren } from 'react';
import { Pressable, type StyleProp, Text, View, type ViewStyle } from 'react-native';
import { Icon, type IconName } from './Icon';
import { space, text, useTheme } from './theme';

type Props = {
  label: string;
  onPress?: () => void;
  kind?: 'strong' | 'quiet';
  disabled?: boolean;
  icon?: IconName;
  style?: StyleProp<ViewStyle>;
  /** A longer label, for screen readers. */
  hint?: string;
};

export function useButtonStyle(kind: 'strong' | 'quiet' = 'strong', disabled = false): ViewStyle {
  const { strong, line } = useTheme();
  return {
    flexDirection: 'row', alignItems: 'center', justifyContent: 'center', gap: space.s, minHeight: 48,
    paddingVertical: space.s + 2, paddingHorizontal: space.xl, borderRadius: 999, borderWidth: 1,
    backgroundColor: kind === 'strong' ? strong : 'transparent',
    borderColor: kind === 'strong' ? strong : line,
    opacity: disabled ? 0.6 : 1,
  };
}

export function ButtonLabel({ kind = 'strong', icon, children }: PropsWithChildren<{ kind?: 'strong' | 'quiet'; icon?: IconName }>) {
  const { link, onStrong } = useTheme();
  const color = kind === 'strong' ? onStrong : link;
  return (
    <>
      {icon ? <Icon name={icon} color={color} size={18} /> : null}
      <Text style={[text(16, '600'), { color, textAlign: 'center', flexShrink: 1 }]}>{children}</Text>
    </>
  );
}

export function Button({ label, onPress, kind = 'strong', disabled = false, icon, style, hint }: Props) {
  const look = useButtonStyle(kind, disabled);
  return (
    <Pressable role="button" aria-label={hint ?? label} aria-disabled={disabled} disabled={disabled} onPress={onPress} style={({ pressed }) => [look, pressed && { opacity: 0.75 }, style]}>
      <ButtonLabel kind={kind} icon={icon}>{label}</ButtonLabel>
    </Pressable>
  );
}

/** A round button with an icon. */
export function IconButton({ icon, label, onPress, color, disabled = false }: { icon: IconName; label: string; onPress: () => void; color: string; disabled?: boolean }) {
  return (
    <Pressable role="button" aria-label={label} aria-disabled={disabled} disabled={disabled} onPress={onPress} hitSlop={6}
      style={({ pressed }) => ({ width: 44, height: 44, alignItems: 'center', justifyContent: 'center', borderRadius: 22, opacity: disabled ? 0.35 : pressed ? 0.6 : 1 })}>
      <View aria-hidden><Icon name={icon} color={color} /></View>
    </Pressable>
  );
}
