// The search of the site: every word that is typed must begin a word of a part; titles count most. It runs from the file system as well.
(() => {
  const form = document.getElementById('search');
  const results = document.getElementById('results');
  const up = document.body.dataset.up;
  const parts = window.KMS_LINT_SEARCH.map(([to, title, words]) => ({ to, title, name: title.toLowerCase(), words: ` ${words}` }));
  const MOST = 12;

  /** How well a part fits: 0 where a word is missing. */
  const fit = ({ name, words, to }, wanted) => {
    let sum = 0;
    for (const word of wanted) {
      const inName = name.includes(word);
      if (!inName && !words.includes(` ${word}`) && !words.includes(`-${word}`)) return 0;
      sum += (inName ? 10 : 1) + (name === word ? 20 : 0);
    }
    return sum + (to.includes('#') ? 0 : 2);
  };
  const show = () => {
    const wanted = form.q.value.toLowerCase().split(/\s+/).filter(Boolean);
    results.replaceChildren();
    results.hidden = wanted.length === 0;
    if (wanted.length === 0) return;
    const found = parts
      .map((part) => ({ part, score: fit(part, wanted) }))
      .filter(({ score }) => score > 0)
      .sort((a, b) => b.score - a.score)
      .slice(0, MOST);
    if (found.length === 0) {
      const none = document.createElement('p');
      none.textContent = 'Nothing found.';
      results.append(none);
      return;
    }
    const list = document.createElement('ul');
    for (const { part } of found) {
      const link = document.createElement('a');
      link.href = up + part.to;
      link.textContent = part.title;
      const item = document.createElement('li');
      item.append(link);
      list.append(item);
    }
    results.append(list);
  };
  form.hidden = false;
  form.addEventListener('input', show);
  form.addEventListener('submit', (event) => {
    event.preventDefault();
    results.querySelector('a')?.click();
  });
  document.addEventListener('keydown', (event) => {
    if (event.key === '/' && !event.target.matches('input')) {
      event.preventDefault();
      form.q.focus();
    }
    if (event.key === 'Escape') results.hidden = true;
  });
  document.addEventListener('click', (event) => {
    if (!form.contains(event.target)) results.hidden = true;
  });
})();
