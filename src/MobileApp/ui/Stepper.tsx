import { View } from 'react-native';
import { IconButton } from './Button';
import { Body } from './text';
import { useTheme } from './theme';

type Props = { value: number; of: string; least?: number; most: number; onChange: (value: number) => void; disabled?: boolean };

/** A quantity, with buttons to decrease and increase it. */
export function Stepper({ value, of, least = 1, most, onChange, disabled = false }: Props) {
  const theme = useTheme();
  return (
    <View role="group" aria-label={`Quantity of ${of}`} style={{ flexDirection: 'row', alignItems: 'center', borderWidth: 1, borderColor: theme.line, borderRadius: 999 }}>
      <IconButton icon="minus" label={`One less of ${of}`} color={theme.link} disabled={disabled || value <= least} onPress={() => onChange(value - 1)} />
      <Body aria-live="polite" aria-label={`${value} of ${of}`} style={{ minWidth: 28, textAlign: 'center', fontWeight: '700', fontVariant: ['tabular-nums'] }}>{value}</Body>
      <IconButton icon="plus" label={`One more of ${of}`} color={theme.link} disabled={disabled || value >= most} onPress={() => onChange(value + 1)} />
    </View>
  );
}
