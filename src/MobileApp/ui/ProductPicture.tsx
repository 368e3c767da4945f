import { useEffect, useState } from 'react';
import { Image, type ImageStyle, type StyleProp, View } from 'react-native';
import { usePictureDelay } from '@/shop/queries';
import { useShop } from '@/shop/ShopProvider';
import type { Product } from '@/shop/types';
import { useTheme } from './theme';

/** The shop's picture of a product. While the flag `imageSlowLoad` is on, the picture is delayed, and its request is recorded as a span. */
export function ProductPicture({ product, width, alt = '', style }: { product: Product | undefined; width: 320 | 640 | 960; alt?: string; style: StyleProp<ImageStyle> }) {
  const { client } = useShop();
  const { night } = useTheme();
  const delay = usePictureDelay();
  const [arrived, setArrived] = useState('');
  const picture = product?.picture;
  const isThere = delay === 0 || arrived === picture;

  useEffect(() => {
    if (delay && picture) {
      let isWanted = true;
      client.latePicture(picture, delay).catch(() => null).finally(() => isWanted && setArrived(picture));
      return () => {
        isWanted = false;
      };
    }
  }, [client, delay, picture]);

  const look = [{ backgroundColor: night }, style];
  return picture && isThere
    ? <Image source={{ uri: client.pictureAddress(picture, width) }} alt={alt} aria-hidden={alt === ''} style={look} resizeMode="cover" />
    : <View style={look as object} />;
}
