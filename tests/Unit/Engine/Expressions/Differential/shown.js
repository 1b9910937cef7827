let a = 3, s = 'ab', b = true, c = [1, 2, 3], t = ['x', 'yz'], o = { p: 1, q: 'y', z: [1, { w: null }] };
const f = x => x + 1;
function g(x, y = 2) { return x * y }
function shown(v, depth = 0) {
  if (depth > 6) return '...';
  const inner = x => shown(x, depth + 1);
  if (typeof v === 'number') return Object.is(v, -0) ? '-0' : String(v);
  if (typeof v === 'string') return JSON.stringify(v);
  if (typeof v === 'function') return 'function ' + v.name + '/' + v.length;
  if (v === null || typeof v !== 'object') return String(v);
  if (v instanceof Error) return v.name;
  if (v instanceof Date) return 'Date ' + v.getTime();
  if (v instanceof RegExp) return v.toString() + v.lastIndex;
  if (v instanceof Map) return 'Map ' + inner([...v]);
  if (v instanceof Set) return 'Set ' + inner([...v]);
  if (Array.isArray(v)) {
    const items = [];
    for (let i = 0; i < v.length; i++) items.push(i in v ? inner(v[i]) : 'hole');
    const named = Object.keys(v).filter(k => !/^\d+$/.test(k)).map(k => k + ':' + inner(v[k]));
    return '[' + [...items, ...named].join() + ']';
  }
  if (v instanceof String || v instanceof Number || v instanceof Boolean) return 'boxed ' + inner(v.valueOf());
  return '{' + Object.keys(v).map(k => JSON.stringify(k) + ':' + inner(v[k])).join() + '}';
}
