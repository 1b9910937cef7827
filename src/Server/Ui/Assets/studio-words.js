// Studio's own labels in the visitor's language: the package brings none. Words of the designers (names in lists, nodes, scripts) are left alone.
(() => {
  'use strict';
  const leftAlone = '.monaco-editor, .x6-graph, [data-petitions-own], textarea, script, style, #petitions-bar';
  const attributes = ['title', 'placeholder', 'aria-label', 'label', 'data-label'];
  let words = {};
  let ports = {};
  let patterns = [];

  function translate(text) {
    const bare = text.trim();
    if (!bare) return text;
    if (Object.hasOwn(words, bare)) return text.replace(bare, words[bare]);
    for (const [pattern, replacement] of patterns)
      if (pattern.test(bare)) return text.replace(bare, bare.replace(pattern, replacement));
    return text;
  }

  function visitText(node) {
    const said = node.parentElement?.closest('.x6-port-label') ? ports[node.data.trim()] ?? node.data
      : node.parentElement?.closest(leftAlone) ? node.data : translate(node.data);
    if (said !== node.data) node.data = said;
  }

  function visitElement(element) {
    for (const name of attributes) {
      const text = element.getAttribute(name);
      const said = text && translate(text);
      if (said && said !== text) element.setAttribute(name, said);
    }
  }

  function visit(node) {
    if (node.nodeType === Node.TEXT_NODE) return visitText(node);
    if (node.nodeType !== Node.ELEMENT_NODE) return;
    node.querySelectorAll('.x6-port-label').forEach(label => label.querySelectorAll('tspan').forEach(line => line.firstChild && visitText(line.firstChild)));
    if (node.closest(leftAlone)) return;
    visitElement(node);
    const walker = document.createTreeWalker(node, NodeFilter.SHOW_ELEMENT | NodeFilter.SHOW_TEXT);
    while (walker.nextNode()) walker.currentNode.nodeType === Node.TEXT_NODE ? visitText(walker.currentNode) : visitElement(walker.currentNode);
  }

  /** From now on every label that appears is said in the words of the file. */
  window.petitionsWords = file => {
    words = file.words;
    ports = file.ports ?? {};
    patterns = Object.entries(file.patterns).map(([pattern, replacement]) => [new RegExp(`^${pattern}$`), replacement]);
    visit(document.body);
    new MutationObserver(changes => {
      for (const change of changes) {
        if (change.type === 'characterData') visitText(change.target);
        else if (change.type === 'attributes') visitElement(change.target);
        else change.addedNodes.forEach(visit);
      }
    }).observe(document.body, { subtree: true, childList: true, characterData: true, attributes: true, attributeFilter: attributes });
  };
})();
