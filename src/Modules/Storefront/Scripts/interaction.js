// What a shopper sets off may take several calls, one after the other. To telemetry, where there is some, they are one interaction; but
// after an await nobody knows any more which. Who goes on then takes it along.

/** Gives what makes a later step part of the interaction that runs now: `const within = here(); await …; within(() => nextStep());` */
export const here = () => globalThis.shopTelemetry?.here() ?? ((step) => step());
