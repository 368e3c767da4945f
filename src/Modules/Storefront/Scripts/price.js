// Formats a price as the pages do. The format of each currency is in the currency selector.

export function format({ currencyCode, units, nanos }) {
  const currency = document.querySelector(`#currency option[value="${CSS.escape(currencyCode)}"]`);
  const decimals = Number(currency?.dataset.decimals ?? 2);
  return `${currency?.dataset.symbol ?? currencyCode} ${(units + nanos / 1e9).toFixed(decimals)}`;
}
