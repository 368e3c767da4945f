// Calls the shop's public API, as any other client does.

import { session } from './session.js';

export class Refused extends Error {
  constructor(status, problem) {
    super(problem?.detail ?? 'The shop is not available. Please try again in a moment.');
    this.status = status;
    this.fields = fieldsOf(problem);
  }
}

export const get = (path, query = {}) => call('GET', path, query);

export const post = (path, body, headers = {}) => call('POST', path, {}, body, headers);

export const remove = (path, body) => call('DELETE', path, {}, body);

async function call(method, path, query, body, headers = {}) {
  const address = `${path}?${new URLSearchParams({ ...query, currencyCode: session.currencyCode })}`;
  const answer = await fetch(address, {
    method,
    body: body && JSON.stringify(body),
    headers: {
      baggage: `session.id=${session.userId},enduser.id=${session.userId}`,
      ...(body && { 'Content-Type': 'application/json' }),
      ...headers,
    },
  }).catch(() => {
    throw new Refused(0);
  });
  if (answer.ok) {
    return answer.status === 204 ? null : await answer.json();
  }

  throw new Refused(answer.status, await answer.json().catch(() => null));
}

// Problems by field: several are in "errors"; a single one is in the detail as "field: problem".
function fieldsOf(problem) {
  if (problem?.errors) {
    return Object.entries(problem.errors).map(([field, problems]) => [field, problems.join('; ')]);
  }

  return problem?.field ? [[problem.field, problem.detail.replace(`${problem.field}: `, '')]] : [];
}
