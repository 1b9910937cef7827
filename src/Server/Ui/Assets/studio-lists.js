// Studio's lists: what is refused for ever is not offered, columns are sorted as their heads say, and a refusal leaves the list as it was.
(() => {
  'use strict';
  /** What Studio calls the columns by which it forgets to ask for an order. */
  const forgotten = {
    'elsa-workflow-instance-list': { Created: 'Created', Updated: 'LastExecuted', Finished: 'Finished' },
    'elsa-workflow-definition-list': { 'Latest version': 'Version' },
  };
  /** The course of a petition is neither deleted nor brought in from elsewhere, and not cancelled for a whole process at once. */
  const refused = { 'elsa-workflow-instance-list': ['Delete', 'Import'], 'elsa-workflow-definition-list': ['Cancel'] };
  /** The head that bears the arrow when the list opens. */
  const first = { 'elsa-workflow-instance-list': 'Created' };
  let column = null;

  function hide(names) {
    document.querySelectorAll('.mud-popover .mud-menu-item, .mud-popover .mud-list-item').forEach(item => {
      item.hidden = names.includes(item.textContent.trim());
    });
  }

  function prepare(tag, words) {
    const said = name => [name, words[name] ?? name];
    const names = (refused[tag] ?? []).flatMap(said);
    if (names.length) new MutationObserver(() => hide(names)).observe(document.body, { subtree: true, childList: true, characterData: true });
    column = first[tag] ?? null;
    const columns = Object.fromEntries(Object.entries(forgotten[tag] ?? {}).flatMap(([head, order]) => said(head).map(text => [text, order])));
    addEventListener('click', e => {
      const head = e.target.closest?.('.mud-table-sort-label');
      if (head) column = columns[head.textContent.trim()] ?? null;
    }, true);
  }

  /** The call with the order that the head of the column promised. */
  function ordered(input, init, url, body) {
    if (!column) return [input, init];
    if (url.pathname === '/elsa/api/workflow-instances' && body && !body.orderBy)
      return [input, { ...init, body: JSON.stringify({ ...body, orderBy: column }) }];
    if (url.pathname === '/elsa/api/workflow-definitions' && url.searchParams.has('Page') && !url.searchParams.has('OrderBy')) {
      url.searchParams.set('OrderBy', column);
      return [url.href, init];
    }
    return [input, init];
  }

  /** Studio has no words for a refusal of these calls and would break; ours has been said, and for Studio nothing has happened. */
  function softened(answer, url, method) {
    const unheard = method === 'DELETE' || /^\/elsa\/api\/(bulk-actions\/(publish|retract|delete|cancel)|cancel)\//.test(url.pathname);
    if (answer.ok || answer.status === 401 || !unheard) return answer;
    const nothing = { deleted: 0, published: [], alreadyPublished: [], retracted: [], alreadyRetracted: [], notFound: [], updatedConsumers: [], cancelled: 0, count: 0 };
    return new Response(JSON.stringify(nothing), { status: 200, headers: { 'content-type': 'application/json' } });
  }

  window.petitionsLists = { prepare, ordered, softened };
})();
