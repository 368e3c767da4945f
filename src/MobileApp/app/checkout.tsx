import { zodResolver } from '@hookform/resolvers/zod';
import { useQueryClient } from '@tanstack/react-query';
import { useRouter } from 'expo-router';
import { useEffect, useMemo, useRef, useState } from 'react';
import { type Control, Controller, type FieldPath, useForm, useWatch } from 'react-hook-form';
import { Platform, type TextInputProps, View } from 'react-native';
import { type CheckoutFields, checkoutFields, requestOf } from '@/shop/checkoutRules';
import { useDraft } from '@/shop/DraftProvider';
import { ShopError, wordsOf } from '@/shop/errors';
import { format } from '@/shop/money';
import { rememberOrder } from '@/shop/orders';
import { useCart, useCartChanges } from '@/shop/queries';
import { useShop } from '@/shop/ShopProvider';
import { useCartTotals } from '@/shop/useCartTotals';
import { useScreen } from '@/telemetry/useScreen';
import { Button } from '@/ui/Button';
import { Field } from '@/ui/Field';
import { LinkButton } from '@/ui/OpenLink';
import { Panel, Screen } from '@/ui/Screen';
import { SkeletonBlock, Failure, Loading, Notice } from '@/ui/states';
import { Heading, Soft, Wrong } from '@/ui/text';
import { space } from '@/ui/theme';
import { Totals } from '@/ui/Totals';

type Name = FieldPath<CheckoutFields>;

const isName = (name: string): name is Name => fieldNames.includes(name as Name);

const fieldNames: Name[] = [
  'email', 'address.streetAddress', 'address.zipCode', 'address.city', 'address.state', 'address.country',
  'creditCard.creditCardNumber', 'creditCard.creditCardExpirationMonth', 'creditCard.creditCardExpirationYear', 'creditCard.creditCardCvv',
];

// Browsers and phones have different names for the same parts of an address.
const autofill = <T,>(web: T, native: T) => (Platform.OS === 'web' ? web : native);

const inputs: Record<Name & string, TextInputProps> = {
  email: { autoComplete: 'email', keyboardType: 'email-address', autoCapitalize: 'none', autoCorrect: false, textContentType: 'emailAddress' },
  'address.streetAddress': { autoComplete: 'street-address', textContentType: 'fullStreetAddress', autoCapitalize: 'words' },
  'address.zipCode': { autoComplete: 'postal-code', textContentType: 'postalCode', autoCapitalize: 'characters' },
  'address.city': { autoComplete: autofill<string>('address-level2', 'postal-address-locality') as TextInputProps['autoComplete'], textContentType: 'addressCity', autoCapitalize: 'words' },
  'address.state': { autoComplete: autofill<string>('address-level1', 'postal-address-region') as TextInputProps['autoComplete'], textContentType: 'addressState', autoCapitalize: 'characters' },
  'address.country': { autoComplete: autofill<string>('country-name', 'postal-address-country') as TextInputProps['autoComplete'], textContentType: 'countryName', autoCapitalize: 'words' },
  // Real cards must not be used in this shop, so autofill offers no card.
  'creditCard.creditCardNumber': { autoComplete: 'off', keyboardType: 'number-pad', maxLength: 40 },
  'creditCard.creditCardExpirationMonth': { autoComplete: 'off', keyboardType: 'number-pad', maxLength: 2 },
  'creditCard.creditCardExpirationYear': { autoComplete: 'off', keyboardType: 'number-pad', maxLength: 4 },
  'creditCard.creditCardCvv': { autoComplete: 'off', keyboardType: 'number-pad', maxLength: 4, secureTextEntry: true },
} as Record<string, TextInputProps>;

export { ErrorBoundary } from '@/ui/ErrorBoundary';

export default function CheckoutScreen() {
  const { data: cart, error, refetch, isPending } = useCart();
  useScreen('Checkout', 'Checkout', cart !== undefined || error !== null);
  if (cart && cart.items.length > 0) {
    return <CheckoutForm />;
  }

  return (
    <Screen hasBack title="Checkout">
      {isPending ? <Loading what="your cart"><SkeletonBlock height={80} /><SkeletonBlock height={220} /></Loading> : null}
      {error && !cart ? <Failure error={error} onAgain={() => void refetch()} /> : null}
      {cart ? <Notice title="Your cart is empty" words="There is nothing to order yet."><LinkButton isBack href="/" widget="all products" text="See the products" /></Notice> : null}
    </Screen>
  );
}

function CheckoutForm() {
  const { client, telemetry, session } = useShop();
  const draft = useDraft();
  const queries = useQueryClient();
  const router = useRouter();
  const { ordered } = useCartChanges();
  const { data: cart } = useCart();
  const [problem, setProblem] = useState<string | null>(null);
  const [isPlacing, setIsPlacing] = useState(false);
  const isBusy = useRef(false);
  const rules = useMemo(() => zodResolver(checkoutFields(new Date())), []);
  const { control, handleSubmit, setError } = useForm<CheckoutFields>({ defaultValues: draft.fields, resolver: rules });

  // The draft keeps the typed values when the shopper goes back to the cart.
  const fields = useWatch({ control }) as CheckoutFields;
  const { change } = draft;
  useEffect(() => change(fields), [fields, change]);
  const totals = useCartTotals(cart?.items ?? [], fields.address);

  const place = async (valid: CheckoutFields) => {
    try {
      await telemetry.tap('place order', async (context) => {
        const order = await client.placeOrder(requestOf(valid), draft.key, { context });
        queries.setQueryData([client.address, session.userId, session.currencyCode, 'order', order.orderId], order);
        telemetry.leadsToScreen(context);
        await rememberOrder(order, new Date());
        router.replace({ pathname: '/order/[id]', params: { id: order.orderId, placed: '1' } });
      });
      draft.clear();
      await ordered();
    } catch (failure) {
      refuse(failure);
    }
  };

  const refuse = (failure: unknown) => {
    // After a final rejection the next submission is another order. Otherwise the result is unknown, and the same key repeats the same order.
    if (failure instanceof ShopError && failure.isFinal) {
      draft.renewKey();
    }

    const said = failure instanceof ShopError ? Object.entries(failure.fields).filter(([name]) => isName(name)) : [];
    said.forEach(([name, message], at) => setError(name as Name, { message: sentence(message) }, { shouldFocus: at === 0 }));
    const isUnknown = failure instanceof ShopError && failure.mayPass;
    setProblem(said.length > 0 ? null : isUnknown ? `${wordsOf(failure)} Your cart is kept. Try again: the order is placed once, even if the first attempt arrived.` : wordsOf(failure));
  };

  const submit = async () => {
    if (isBusy.current) {
      return;
    }

    isBusy.current = true;
    setIsPlacing(true);
    setProblem(null);
    await handleSubmit(place, () => setProblem('Please check the marked fields.'))();
    isBusy.current = false;
    setIsPlacing(false);
  };

  return (
    <Screen hasBack title="Checkout"
      foot={(
        <>
          {problem ? <Wrong>{problem}</Wrong> : null}
          <Button label={isPlacing ? 'Placing the order …' : `Place order${totals.total ? ` · ${format(totals.total)}` : ''}`} disabled={isPlacing} onPress={() => void submit()} />
        </>
      )}>
      <Panel title="Contact">
        <Heading>Contact</Heading>
        <Input control={control} name="email" label="E-mail address" />
      </Panel>
      <Panel title="Deliver to">
        <Heading>Deliver to</Heading>
        <Input control={control} name="address.streetAddress" label="Street address" />
        <View style={{ flexDirection: 'row', flexWrap: 'wrap', gap: space.m }}>
          <Input control={control} name="address.zipCode" label="Zip code" besides={140} />
          <Input control={control} name="address.city" label="City" besides={140} />
        </View>
        <View style={{ flexDirection: 'row', flexWrap: 'wrap', gap: space.m }}>
          <Input control={control} name="address.state" label="State" isOptional besides={140} />
          <Input control={control} name="address.country" label="Country" besides={140} />
        </View>
      </Panel>
      <Panel title="Card">
        <Heading>Card</Heading>
        <Soft>This is a test card. Please type no real one.</Soft>
        <Input control={control} name="creditCard.creditCardNumber" label="Card number" />
        <View style={{ flexDirection: 'row', flexWrap: 'wrap', gap: space.m }}>
          <Input control={control} name="creditCard.creditCardExpirationMonth" label="Month" besides={80} />
          <Input control={control} name="creditCard.creditCardExpirationYear" label="Year" besides={80} />
          <Input control={control} name="creditCard.creditCardCvv" label="CVV" besides={80} />
        </View>
      </Panel>
      <Panel title="What it costs"><Totals {...totals} /></Panel>
    </Screen>
  );
}

const sentence = (words: string) => words.charAt(0).toUpperCase() + words.slice(1);

function Input({ control, name, label, isOptional, besides }: { control: Control<CheckoutFields>; name: Name & string; label: string; isOptional?: boolean; besides?: number }) {
  return (
    <Controller control={control} name={name}
      render={({ field: { ref, value, onChange, onBlur }, fieldState: { error } }) => (
        <Field ref={ref} label={label} isOptional={isOptional} besides={besides} value={value as string} onChangeText={onChange} onBlur={onBlur} problem={error?.message} {...inputs[name]} />
      )} />
  );
}
