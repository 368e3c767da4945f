// A price as the pages write it. How a currency is written stands in the currency switch.

export function format({ currencyCode, units, nanos }) {
  const currency = document.querySelector(`#currency option[value="${CSS.escape(currencyCode)}"]`);
  const decimals = Number(currency?.dataset.decimals ?? 2);
  return `${currency?.dataset.symbol ?? currencyCode} ${(units + nanos / 1e9).toFixed(decimals)}`;
}
