import Svg, { Path } from 'react-native-svg';

const shapes = {
  products: 'M4 4h7v7H4zM13 4h7v7h-7zM4 13h7v7H4zM13 13h7v7h-7z',
  cart: 'M3 4h2.2l2.3 11h10.2l2.1-8H6.2M9 20a1 1 0 1 0 0-.1M17 20a1 1 0 1 0 0-.1',
  orders: 'M6 3h12v18l-3-2-3 2-3-2-3 2zM9 8h6M9 12h6',
  settings: 'M4 7h9M17 7h3M4 17h3M11 17h9M15 4.8v4.4M9 14.8v4.4',
  back: 'M15 5l-7 7 7 7',
  forward: 'M9 5l7 7-7 7',
  refresh: 'M20 11a8 8 0 1 0-2.3 6.3M20 5v6h-6',
  plus: 'M12 5v14M5 12h14',
  minus: 'M5 12h14',
  check: 'M5 12.5l4.5 4.5L19 7.5',
  close: 'M6 6l12 12M18 6L6 18',
  star: 'M12 3c.6 5.6 3.4 8.4 9 9-5.6.6-8.4 3.4-9 9-.6-5.6-3.4-8.4-9-9 5.6-.6 8.4-3.4 9-9z',
} as const;

export type IconName = keyof typeof shapes;

/** Decorates the label next to it, so it is hidden from screen readers. */
export function Icon({ name, color, size = 22 }: { name: IconName; color: string; size?: number }) {
  return (
    <Svg width={size} height={size} viewBox="0 0 24 24" fill="none" aria-hidden>
      <Path d={shapes[name]} stroke={color} strokeWidth={1.8} strokeLinecap="round" strokeLinejoin="round" fill={name === 'star' ? color : 'none'} />
    </Svg>
  );
}
