import { View } from 'react-native';
import { format } from '@/shop/money';
import type { Money } from '@/shop/types';
import { Body, Price, Soft } from './text';
import { space, text, useTheme } from './theme';

function Row({ label, value, isTotal = false }: { label: string; value: string; isTotal?: boolean }) {
  return (
    <View style={{ flexDirection: 'row', flexWrap: 'wrap', justifyContent: 'space-between', gap: space.s }}>
      {isTotal ? <Body style={{ fontWeight: '700' }}>{label}</Body> : <Soft>{label}</Soft>}
      <Price style={isTotal ? text(19, '700') : undefined}>{value}</Price>
    </View>
  );
}

export function Totals({ goods, shipping, total, isPaid = false, shippingWords }: { goods?: Money; shipping?: Money; total?: Money; isPaid?: boolean; shippingWords?: string }) {
  const { line } = useTheme();
  return (
    <View role="group" aria-label="Totals" aria-live="polite" style={{ gap: space.s }}>
      {goods ? <Row label="Products" value={format(goods)} /> : null}
      <Row label={isPaid ? 'Shipping' : 'Shipping, estimated'} value={shipping ? format(shipping) : (shippingWords ?? '–')} />
      <View style={{ borderTopWidth: 1, borderColor: line, paddingTop: space.s }}><Row isTotal label={isPaid ? 'Total paid' : 'Total'} value={total ? format(total) : '–'} /></View>
    </View>
  );
}
