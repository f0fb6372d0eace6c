/**
 * What the page does by itself: it filters what it shows, and opens all that is folded before it is printed. Without it the page shows all.
 * The script reads what is in the page, and makes no markup of it.
 */
export const PAGE_SCRIPT = `
(() => {
  const form = document.getElementById('filter');
  const count = document.getElementById('count');
  const shown = [...document.querySelectorAll('article, .key')];
  const textOf = new Map(shown.map((one) => [one, one.textContent.toLowerCase()]));
  const apply = () => {
    const words = form.text.value.toLowerCase().split(/\\s+/).filter(Boolean);
    const levels = [...form.querySelectorAll('[name=level]:checked')].map((box) => box.value);
    let findings = 0;
    for (const one of shown) {
      const isFinding = one.localName === 'article';
      const wanted = !isFinding || (levels.includes(one.dataset.level) && ['', ...one.dataset.rules.split(' ')].includes(form.rule.value));
      one.hidden = !(wanted && words.every((word) => textOf.get(one).includes(word)));
      if (isFinding && !one.hidden && one.closest('details') === null) findings += 1;
    }
    count.textContent = findings + ' of ' + count.dataset.all + ' shown';
  };
  form.hidden = false;
  form.addEventListener('input', apply);
  form.addEventListener('submit', (event) => event.preventDefault());
  form.addEventListener('reset', () => setTimeout(apply));
  document.addEventListener('keydown', (event) => {
    if (event.key !== '/' || event.target.matches('input, select')) return;
    event.preventDefault();
    form.text.focus();
  });
  // What a link leads to must be there, whatever is filtered, and open.
  const reveal = () => {
    const target = document.getElementById(location.hash.slice(1));
    if (!target) return;
    if (target.hidden) form.reset();
    for (let one = target; one; one = one.parentElement) if (one.localName === 'details') one.open = true;
    setTimeout(() => target.scrollIntoView());
  };
  addEventListener('hashchange', reveal);
  reveal();
  addEventListener('beforeprint', () => {
    for (const one of document.querySelectorAll('details')) one.open = true;
  });
  apply();
})();
`;
