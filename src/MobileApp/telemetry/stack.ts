const mostFrames = 20;
const longest = 1_900;

/** The frames of a stack trace without the message, which may contain user input, and without the queries and fragments of URLs. */
export function framesOf(error: unknown): string {
  const stack = error instanceof Error ? (error.stack ?? '') : '';
  return stack
    .split('\n')
    .map((line) => line.trim())
    .filter((line) => /^at\s|^[\w$.<>[\] /]*@/.test(line) && /:\d+(:\d+)?\)?$/.test(line))
    .slice(0, mostFrames)
    .map((line) => line.replace(/[?#][^:)\s]*/g, ''))
    .join('\n')
    .slice(0, longest);
}

export const typeOf = (error: unknown): string => (error instanceof Error ? error.name : typeof error);
