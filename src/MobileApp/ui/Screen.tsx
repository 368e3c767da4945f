import { useRouter } from 'expo-router';
import { StatusBar } from 'expo-status-bar';
import type { PropsWithChildren, ReactElement, ReactNode } from 'react';
import { KeyboardAvoidingView, Platform, type RefreshControlProps, ScrollView, Text, View } from 'react-native';
import { useSafeAreaInsets } from 'react-native-safe-area-context';
import { IconButton } from './Button';
import { space, text, useTheme } from './theme';

type Props = PropsWithChildren<{
  title: string;
  /** Shows a back button: for screens on top of others in the stack. */
  hasBack?: boolean;
  actions?: ReactNode;
  refresh?: ReactElement<RefreshControlProps>;
  /** Content that stays at the bottom of the screen, within reach of the thumb. */
  foot?: ReactNode;
  wide?: boolean;
}>;

/** The dark bar with the title of the screen, and the content of the screen. */
export function Screen({ title, hasBack = false, actions, refresh, foot, wide = false, children }: Props) {
  const theme = useTheme();
  const insets = useSafeAreaInsets();
  const router = useRouter();
  const width = { width: '100%', maxWidth: wide ? 1120 : 720, alignSelf: 'center' } as const;
  return (
    <KeyboardAvoidingView behavior={Platform.OS === 'ios' ? 'padding' : undefined} style={{ flex: 1, backgroundColor: theme.ground }}>
      <StatusBar style="light" />
      <View role="banner" style={{ backgroundColor: theme.night, paddingTop: insets.top, borderBottomWidth: 1, borderColor: theme.nightEdge }}>
        <View style={[width, { flexDirection: 'row', alignItems: 'center', minHeight: 56, paddingLeft: hasBack ? space.xs : space.l, paddingRight: space.s, gap: space.xs }]}>
          {hasBack
            ? <IconButton icon="back" label="Back" color={theme.starlight} onPress={() => (router.canGoBack() ? router.back() : router.replace('/'))} />
            : null}
          <Text role="heading" aria-level={1} numberOfLines={2} maxFontSizeMultiplier={1.5} style={[text(19, '600', 1.25, 1.5), { color: theme.starlight, flex: 1, minWidth: 0 }]}>{title}</Text>
          {actions}
        </View>
      </View>
      <ScrollView role="main" tabIndex={-1} refreshControl={refresh} keyboardShouldPersistTaps="handled" style={{ flex: 1 }}
        contentContainerStyle={[width, { padding: space.l, paddingBottom: space.xxl, gap: space.l, flexGrow: 1 }]}>
        {children}
      </ScrollView>
      {foot
        ? (
          <View role="region" aria-label="Actions" style={{ backgroundColor: theme.panel, borderTopWidth: 1, borderColor: theme.line, paddingBottom: hasBack ? insets.bottom : 0 }}>
            <View style={[width, { padding: space.m, paddingHorizontal: space.l, gap: space.s }]}>{foot}</View>
          </View>
          )
        : null}
    </KeyboardAvoidingView>
  );
}

export function Panel({ children, title }: PropsWithChildren<{ title?: string }>) {
  const theme = useTheme();
  return (
    <View role="group" aria-label={title} style={{ backgroundColor: theme.panel, borderColor: theme.line, borderWidth: 1, borderRadius: 18, padding: space.l, gap: space.m }}>
      {children}
    </View>
  );
}
