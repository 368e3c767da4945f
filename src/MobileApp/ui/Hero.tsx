import { Image, Text, View } from 'react-native';
import Svg, { Defs, LinearGradient, Rect, Stop } from 'react-native-svg';
import { space, text, useFontScale, useTheme } from './theme';

/** The banner above the products, with the picture of the storefront's banner. */
export function Hero({ picture }: { picture: string }) {
  const theme = useTheme();
  const isLarge = useFontScale() > 1.4;
  return (
    <View style={{ borderRadius: 20, overflow: 'hidden', backgroundColor: theme.night, minHeight: 168, justifyContent: 'center' }}>
      {isLarge ? null : <Picture uri={picture} night={theme.night} />}
      <View style={{ padding: space.l, maxWidth: isLarge ? '100%' : '68%', gap: space.s }}>
        <Text style={[text(23, '700', 1.15), { color: theme.starlight }]}>See what the night has been keeping from you</Text>
        <Text style={[text(14.5), { color: '#cdd5f0' }]}>Telescopes, binoculars and small things for a clear night.</Text>
      </View>
    </View>
  );
}

function Picture({ uri, night }: { uri: string; night: string }) {
  return (
    <>
      <Image source={{ uri }} aria-hidden alt="" resizeMode="cover" style={{ position: 'absolute', right: 0, top: 0, bottom: 0, width: '52%', height: '100%' }} />
      <Svg aria-hidden width="100%" height="100%" viewBox="0 0 100 100" preserveAspectRatio="none" style={{ position: 'absolute' }}>
        <Defs>
          <LinearGradient id="sky" x1="0" y1="0" x2="1" y2="0">
            <Stop offset="0.42" stopColor={night} stopOpacity="1" />
            <Stop offset="0.9" stopColor={night} stopOpacity="0" />
          </LinearGradient>
        </Defs>
        <Rect x="0" y="0" width="100" height="100" fill="url(#sky)" />
      </Svg>
    </>
  );
}
