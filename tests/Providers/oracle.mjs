// Evaluates a flag with flagd's evaluation library. Reads flag documents with an evaluation context from standard input, one JSON object per
// line, and writes the results to standard output in the same way.
import { createInterface } from 'node:readline';
import { FlagdCore } from '@openfeature/flagd-core';

const quiet = { error() {}, warn() {}, info() {}, debug() {} };

for await (const line of createInterface({ input: process.stdin })) {
  const { document, key, context } = JSON.parse(line);
  const flagd = new FlagdCore();
  let chosen;
  try {
    flagd.setConfigurations(JSON.stringify(document));
    chosen = flagd.resolveStringEvaluation(key, 'mine', context, quiet);
  } catch (failure) {
    chosen = { value: 'mine', reason: 'ERROR', errorCode: failure.code ?? 'GENERAL' };
  }

  const { value, variant, reason, errorCode } = chosen;
  console.log(JSON.stringify({ value, variant, reason, errorCode }));
}
