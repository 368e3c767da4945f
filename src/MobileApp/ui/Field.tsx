import { type Ref, useId } from 'react';
import { Platform, TextInput, type TextInputProps, View } from 'react-native';
import { Soft, Wrong } from './text';
import { space, text, useFontScale, useTheme } from './theme';

type Props = TextInputProps & {
  label: string;
  problem?: string;
  isOptional?: boolean;
  /** In a row with other fields: the minimum width, below which the field wraps to the next line. */
  besides?: number;
  ref?: Ref<TextInput>;
};

/** An input with a label. Its problem is shown below it, and screen readers read it as part of the description of the input. */
export function Field({ label, problem, isOptional = false, besides, style, ...input }: Props) {
  const theme = useTheme();
  const scale = useFontScale();
  const id = useId();
  const name = isOptional ? `${label} (optional)` : label;
  const described = Platform.OS === 'web' ? { 'aria-invalid': problem !== undefined, 'aria-describedby': problem ? id : undefined } : {};
  return (
    <View style={{ gap: space.xs, minWidth: 0, ...(besides === undefined ? {} : { flexGrow: 1, flexBasis: besides * scale }) }}>
      <Soft aria-hidden importantForAccessibility="no" style={{ color: theme.ink, fontWeight: '600' }}>{name}</Soft>
      <TextInput aria-label={name} accessibilityHint={problem} placeholderTextColor={theme.soft} maxLength={200} {...described} {...input}
        style={[
          text(16, '400', 1.3),
          {
            minHeight: 48, width: '100%', minWidth: 0, paddingVertical: space.s, paddingHorizontal: space.m, borderWidth: problem ? 2 : 1, borderRadius: 10,
            borderColor: problem ? theme.wrong : theme.edge, backgroundColor: theme.ground, color: theme.ink,
          },
          style,
        ]} />
      {problem ? <Wrong nativeID={id}>{problem}</Wrong> : null}
    </View>
  );
}
