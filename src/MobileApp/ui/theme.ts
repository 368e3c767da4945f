import { Platform, type TextStyle, useColorScheme, useWindowDimensions } from 'react-native';

// The storefront's palette: src/Modules/Storefront/Pages/styles.css.
const night = { night: '#070a1f', nightEdge: '#232c5c', nightPanel: '#131938', starlight: '#f3f1e8', haze: '#b4bddd', gold: '#ffc65c', goldDeep: '#f2ab2e', onGold: '#1b1300' };

const light = {
  ...night, isDark: false, ground: '#f6f4ee', panel: '#fffdf8', line: '#dcd7c9', edge: '#82869c', ink: '#171a33', soft: '#565c78', price: '#7a4a00',
  link: '#2f3d9e', strong: '#262f74', onStrong: '#fffdf8', wrong: '#a3211d', good: '#1f6a3f', skeleton: '#e7e2d5',
};

const dark: Theme = {
  ...night, isDark: true, ground: '#0b0f26', panel: '#131938', line: '#2a3365', edge: '#5a659b', ink: '#f3f1e8', soft: '#b0b9da', price: '#ffc65c',
  link: '#b9c6ff', strong: '#ffc65c', onStrong: '#1b1300', wrong: '#ff9d94', good: '#8fe0b0', skeleton: '#1d2550',
};

export type Theme = typeof light;

export const useTheme = (): Theme => (useColorScheme() === 'dark' ? dark : light);

export const space = { xs: 4, s: 8, m: 12, l: 16, xl: 24, xxl: 32 } as const;

export const round = 14;

// A text size that follows the setting of the user: React Native scales numbers, a browser scales rem.
const sized = (size: number, most: number) =>
  Platform.OS === 'web' ? (most < Infinity ? `min(${size / 16}rem, ${size * most}px)` : `${size / 16}rem`) : Math.round(size * 2) / 2;

const family = Platform.OS === 'web' ? { fontFamily: 'Inter, system-ui, "Segoe UI", Roboto, "Helvetica Neue", "Noto Sans", sans-serif' } : {};

/** A text style. `most` limits how far the text grows where space is limited; a phone also needs that value as `maxFontSizeMultiplier`. */
export const text = (size: number, weight: TextStyle['fontWeight'] = '400', lines = 1.4, most = Infinity): TextStyle => ({
  ...family,
  fontSize: sized(size, most) as TextStyle['fontSize'],
  fontWeight: weight,
  lineHeight: sized(size * lines, most) as TextStyle['lineHeight'],
});

/** The text size that the user has set, as a multiple of the default size. */
export function useFontScale(): number {
  const { fontScale } = useWindowDimensions();
  return Platform.OS === 'web' ? parseFloat(getComputedStyle(document.documentElement).fontSize) / 16 : fontScale;
}
