// One interaction of a shopper may take several calls, one after the other. Telemetry records them as one interaction; but the context
// is lost after an await. The code that continues therefore restores it.

/** Captures the current interaction for a later step: `const within = here(); await …; within(() => nextStep());` */
export const here = () => globalThis.shopTelemetry?.here() ?? ((step) => step());
