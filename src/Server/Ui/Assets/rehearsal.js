// Lets a rehearsal go on by itself, call after call, until it is over or somebody stops it. Without this script a button does the same.
(() => {
  'use strict';
  const stopped = new AbortController();

  async function goOn() {
    const form = document.querySelector('[data-goes-on]');
    if (!form || stopped.signal.aborted) return;
    const [on, stop, atWork] = ['[data-on]', '[data-stop]', '[data-at-work]'].map(name => form.querySelector(name));
    on.hidden = true;
    stop.hidden = atWork.hidden = false;
    stop.onclick = () => {
      stopped.abort();
      on.hidden = false;
      stop.hidden = atWork.hidden = true;
    };
    try {
      const answer = await fetch(form.action, { method: 'POST', body: new URLSearchParams(new FormData(form)), signal: stopped.signal });
      if (!answer.ok) {
        form.submit();
        return;
      }
      const page = new DOMParser().parseFromString(await answer.text(), 'text/html');
      document.getElementById('rehearsal').replaceWith(page.getElementById('rehearsal'));
      goOn();
    } catch {
      on.hidden = false;
      stop.hidden = atWork.hidden = true;
    }
  }

  goOn();
})();
