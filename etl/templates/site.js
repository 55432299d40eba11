// Conveniences of the public site; every page reads and works without them.
(() => {
  const SWITCHES = ['large', 'contrast'];
  const find = (selector) => document.querySelector(selector);

  // The switches stay as they were left. Storage may be refused.
  for (const id of SWITCHES) {
    const box = document.getElementById(id);
    try {
      box.checked = localStorage.getItem(id) === 'on';
    } catch {}
    box.addEventListener('change', () => {
      try {
        localStorage.setItem(id, box.checked ? 'on' : 'off');
      } catch {}
    });
  }

  const print = find('[data-do="print"]');
  print.hidden = false;
  print.addEventListener('click', () => window.print());

  // Reads the title and the main sentence; a second press stops.
  const aloud = find('[data-do="aloud"]');
  const text = find('[data-aloud]');
  if ('speechSynthesis' in window && text) {
    aloud.hidden = false;
    aloud.addEventListener('click', () => {
      if (speechSynthesis.speaking) return speechSynthesis.cancel();
      const words = new SpeechSynthesisUtterance(`${find('h1').textContent} ${text.textContent}`);
      words.lang = document.documentElement.lang;
      speechSynthesis.speak(words);
    });
  }

  const box = find('#find');
  if (box) {
    const status = find('.find [role="status"]');
    const items = [...document.querySelectorAll('.index li')];
    find('.find').hidden = false;
    box.addEventListener('input', () => {
      const wanted = box.value.trim().toLowerCase();
      let count = 0;
      for (const item of items) {
        item.hidden = !item.textContent.toLowerCase().includes(wanted);
        if (!item.hidden) count += 1;
      }
      status.textContent = wanted === '' ? '' : `${count} ${status.dataset.unit}`;
    });
  }
})();
