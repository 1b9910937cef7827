// Around Studio: starts it with the visitor's language and token, keeps drawings that could not be saved, says what was refused, and leads to our pages.
(() => {
  'use strict';
  const host = document.getElementById('petitions-studio');
  const bar = document.getElementById('petitions-bar');
  const says = JSON.parse(host.dataset.says);
  const api = location.origin + '/elsa/api';
  const keptKey = id => `petitions.kept.${host.dataset.user}.${id}`;
  const say = (text, ...facts) => text.replace(/\{(\d)\}/g, (_, i) => facts[i] ?? '');

  localStorage.setItem('BlazorCulture', host.dataset.culture);

  // Studio would define these in an inline script, which the pages do not allow.
  let shortcuts = null;
  window.editorHotkeys = { register: target => { shortcuts = target; }, dispose: () => { shortcuts = null; } };
  addEventListener('keydown', e => {
    if (!shortcuts || !(e.ctrlKey || e.metaKey) || e.key.toLowerCase() !== 's') return;
    e.preventDefault();
    shortcuts.invokeMethodAsync('OnHotKeysCtrlS');
  });

  /** Where Studio pushes an address of its own, our page of the same path is opened. */
  for (const name of ['pushState', 'replaceState']) {
    const original = history[name].bind(history);
    history[name] = (state, title, url) => {
      const path = url ? new URL(url, document.baseURI).pathname : '';
      if (/^\/studio\/workflows\/(instances|definitions)\//.test(path)) top.location.assign(path);
      else original(state, title, url);
    };
  }

  function show(kind, text, ...actions) {
    const line = document.createElement('div');
    line.className = 'petitions-say ' + kind;
    line.append(Object.assign(document.createElement('span'), { textContent: text }));
    for (const [label, action] of actions) {
      const button = Object.assign(document.createElement(typeof action === 'string' ? 'a' : 'button'), { textContent: label });
      if (typeof action === 'string') Object.assign(button, { href: action, target: '_blank', rel: 'opener' });
      else button.onclick = action;
      line.append(button);
    }
    const close = Object.assign(document.createElement('button'), { textContent: '✕', className: 'petitions-close', onclick: () => line.remove() });
    close.setAttribute('aria-label', says.close);
    line.append(close);
    bar.querySelectorAll('.petitions-say.' + kind).forEach(old => old.remove());
    bar.prepend(line);
  }

  function showFindings(findings) {
    bar.querySelector('.petitions-check')?.remove();
    if (!findings) return;
    const zh = document.documentElement.lang.startsWith('zh');
    const box = Object.assign(document.createElement('details'), { className: 'petitions-check' });
    const errors = findings.filter(f => f.severity === 'error').length;
    box.dataset.errors = errors;
    const title = findings.length === 0 ? says.checkClean : say(says.check, errors, findings.length - errors);
    box.append(Object.assign(document.createElement('summary'), { textContent: title, className: errors ? 'bad' : findings.length ? 'warn' : 'good' }));
    const list = document.createElement('ul');
    for (const f of [...findings].sort((a, b) => (a.severity > b.severity) - (a.severity < b.severity))) {
      const item = Object.assign(document.createElement('li'), { className: f.severity });
      item.append(Object.assign(document.createElement('strong'), { textContent: (f.name ? `${f.name} · ` : '') + f.rule + ' ' }));
      item.append((zh ? f.what.zh : f.what.en) + ' ', Object.assign(document.createElement('em'), { textContent: zh ? f.mend.zh : f.mend.en }));
      list.append(item);
    }
    box.append(list);
    bar.append(box);
  }

  const signIn = [says.signIn, '/sign-in?back=/studio/definitions'];

  const original = window.fetch.bind(window);
  window.fetch = async (input, init) => {
    const url = new URL(typeof input === 'string' ? input : input.url ?? input.href, document.baseURI);
    if (!url.pathname.startsWith('/elsa/api/')) return original(input, init);
    const method = (init?.method ?? input.method ?? 'GET').toUpperCase();
    const isSave = method === 'POST' && url.pathname === '/elsa/api/workflow-definitions';
    const body = method === 'POST' ? read(init?.body) : null;
    const model = isSave ? body?.model : null;
    if (model?.definitionId) keep(model);
    let answer;
    try {
      answer = await original(...petitionsLists.ordered(input, init, url, body));
    } catch (e) {
      show('bad', model ? says.offline + says.kept : says.offline);
      throw e;
    }
    await hear(answer.clone(), url, isSave, model);
    return petitionsLists.softened(answer, url, method);
  };

  function read(body) {
    try {
      return JSON.parse(typeof body === 'string' ? body : new TextDecoder().decode(body));
    } catch {
      return null;
    }
  }

  function keep(model) {
    try {
      localStorage.setItem(keptKey(model.definitionId), JSON.stringify({ at: Date.now(), model }));
    } catch { /* the browser's store is full: the drawing is still on the screen */ }
  }

  async function hear(answer, url, isSave, model) {
    const isJson = /json/.test(answer.headers.get('content-type') ?? '');
    if (answer.ok) {
      if (model?.definitionId) localStorage.removeItem(keptKey(model.definitionId));
      if (isSave) bar.querySelectorAll('.petitions-say.bad').forEach(old => old.remove());
      const isWhole = isSave || url.pathname.startsWith('/elsa/api/workflow-definitions/by-definition-id/');
      if (isWhole && isJson) {
        const body = await answer.json();
        showFindings((body.workflowDefinition ?? body).findings);
      }
      if (isJson && url.pathname.startsWith('/elsa/api/bulk-actions/')) {
        const { message } = await answer.json();
        if (message) show('warn', message);
      }
      const next = answer.headers.get('x-petitions-next');
      if (next) top.location.assign(next);
      return;
    }
    const problem = isJson ? await answer.json() : {};
    if (answer.status === 401 || problem.code === 'NOT_SIGNED_IN' || problem.code === 'FORM_EXPIRED')
      show('bad', says.expired + (model ? says.kept : ''), signIn);
    else if (problem.code === 'DEFINITION_CHANGED' && model)
      show('bad', problem.message, [says.saveAsNew, () => saveAsNew(model)], [says.reload, () => location.reload()]);
    else if (problem.code === 'REASON_REQUIRED' && url.pathname.endsWith('/cancel/workflow-instances'))
      show('bad', says.oneByOne);
    else if (problem.findings?.length)
      showFindings(problem.findings); // and Studio says itself what is refused
    else if (problem.message)
      show('bad', problem.message);
  }

  async function send(model) {
    const answer = await original(api + '/workflow-definitions', {
      method: 'POST', headers: { 'content-type': 'application/json', [host.dataset.header]: host.dataset.token }, body: JSON.stringify({ model, publish: false }),
    });
    const body = await answer.json();
    if (!answer.ok) show('bad', body.message ?? says.offline);
    return answer.ok ? body.workflowDefinition : null;
  }

  async function saveAsNew(model) {
    const saved = await send({ ...model, id: null, definitionId: null, name: model.name + ' (2)', customProperties: {} });
    if (saved) {
      localStorage.removeItem(keptKey(model.definitionId));
      top.location.assign(`/studio/definitions/${saved.definitionId}/edit`);
    }
  }

  /** A drawing that could not be saved the last time is offered again. */
  function offerKept(id) {
    const kept = JSON.parse(localStorage.getItem(keptKey(id)) ?? 'null');
    if (!kept) return;
    const forget = () => { localStorage.removeItem(keptKey(id)); bar.querySelectorAll('.petitions-say.warn').forEach(old => old.remove()); };
    show('warn', say(says.restore, new Date(kept.at).toLocaleString(host.dataset.culture)),
      [says.restored, async () => { if (await send(kept.model)) { forget(); location.reload(); } }],
      [says.saveAsNew, () => saveAsNew(kept.model)], [says.throwAway, forget]);
  }

  /** Links of Studio that lead to another of its pages open ours; they know nothing of the path below which Studio lies here. */
  addEventListener('click', e => {
    const path = e.target.closest?.('a[href]')?.getAttribute('href') ?? '';
    if (!/^\/workflows\/(instances|definitions)\//.test(path)) return;
    e.preventDefault();
    e.stopImmediatePropagation();
    top.location.assign('/studio' + path);
  }, true);

  /** A drawing that is only looked at is shown whole. */
  function fitOnce() {
    const watch = new MutationObserver(() => {
      const fit = document.querySelector('.rz-splitter-vertical [role=toolbar] button');
      if (!fit || !document.querySelector('.x6-node')) return;
      watch.disconnect();
      setTimeout(() => fit.click(), 400);
    });
    watch.observe(host, { subtree: true, childList: true });
  }

  async function start() {
    const { element: tag, id, token, header } = host.dataset;
    if (id && tag === 'elsa-workflow-definition-editor') offerKept(id);
    const file = await (await original(host.dataset.words)).json();
    window.petitionsWords?.(file);
    petitionsLists.prepare(tag, file.words);
    if (tag === 'elsa-workflow-instance-viewer') fitOnce();
    await Blazor.start({ applicationCulture: host.dataset.culture });
    const element = document.createElement(tag);
    element.setAttribute('remote-endpoint', api);
    element.setAttribute('tenant-id', token);
    element.setAttribute('tenant-id-header-name', header);
    if (id) element.setAttribute(tag.includes('instance') ? 'instance-id' : 'definition-id', id);
    host.append(element);
    await customElements.whenDefined(tag);
    // Given earlier they would be lost.
    element.editWorkflowDefinition = definition => top.location.assign(`/studio/definitions/${definition}/edit`);
    element.viewWorkflowInstance = instance => top.location.assign(`/studio/instances/${instance}/view`);
  }

  addEventListener('DOMContentLoaded', start);
})();
