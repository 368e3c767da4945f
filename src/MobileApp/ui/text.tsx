import type { ComponentProps } from 'react';
import { Text as Plain } from 'react-native';
import { text, useTheme } from './theme';

type Props = ComponentProps<typeof Plain>;

export function Heading({ level = 2, style, ...props }: Props & { level?: 1 | 2 | 3 }) {
  const { ink } = useTheme();
  return <Plain role="heading" aria-level={level} style={[text(level === 1 ? 24 : level === 2 ? 19 : 16, '700', 1.25), { color: ink }, style]} {...props} />;
}

export function Body({ style, ...props }: Props) {
  const { ink } = useTheme();
  return <Plain style={[text(16), { color: ink }, style]} {...props} />;
}

export function Soft({ style, ...props }: Props) {
  const { soft } = useTheme();
  return <Plain style={[text(14.5), { color: soft }, style]} {...props} />;
}

export function Price({ style, ...props }: Props) {
  const { price } = useTheme();
  return <Plain style={[text(16, '700'), { color: price, fontVariant: ['tabular-nums'] }, style]} {...props} />;
}

/** An error text, which screen readers announce immediately. */
export function Wrong({ style, ...props }: Props) {
  const { wrong } = useTheme();
  return <Plain role="alert" style={[text(14.5, '500'), { color: wrong }, style]} {...props} />;
}
