// Shows changes as they happen, and saves without leaving the page. Without this script the pages reload instead.
const main = document.querySelector('main');

const isTyping = () => main.contains(document.activeElement) && document.activeElement.matches('textarea, input');

async function show(answer) {
  const fresh = new DOMParser().parseFromString(await answer.text(), 'text/html').querySelector('main');
  const focused = document.activeElement?.id;
  main.replaceChildren(...fresh.childNodes);
  document.getElementById(focused)?.focus();
}

async function refresh() {
  if (!isTyping()) {
    const answer = await fetch(location.href);
    if (answer.ok) await show(answer);
  }
}

main.addEventListener('submit', async event => {
  const form = event.target;
  if (!form.matches('.variants')) return;
  event.preventDefault();
  const answer = await fetch(form.action, { method: 'POST', body: new URLSearchParams(new FormData(form, event.submitter)) });
  if (answer.ok) await show(answer); else form.submit();
});

// The page is not replaced while the document is being edited.
if (!document.querySelector('textarea')) {
  new EventSource('/feature/live').addEventListener('configuration_change', refresh);
}
