'use strict';

// Everything that is shown comes from the API that scripts use. Names are the routers' choice, so they are set as text, never as markup.
const LARGEST_MAP = 250, MOST_EVENTS = 60;
const byId = id => document.getElementById(id);
const state = { topology: null, places: new Map(), chosen: undefined, used: { nodes: new Set(), links: new Set() } };

function element(tag, text, className) {
  const made = document.createElement(tag);
  if (text !== undefined) made.textContent = text;
  if (className) made.className = className;
  return made;
}

async function ask(path, body) {
  const response = await fetch(path, body && { method: 'POST', headers: { 'Content-Type': 'application/json' }, body: JSON.stringify(body) });
  const reply = await response.json();
  if (!response.ok) throw new Error(reply.message);
  return reply;
}

function fill(table, rows) {
  const body = byId(table).tBodies[0];
  body.replaceChildren(...rows.map(cells => {
    const row = element('tr');
    row.append(...cells.map(cell => cell instanceof Node ? cell : element('td', cell)));
    return row;
  }));
  return [...body.rows];
}

const verdictCell = verdict => element('td', verdict || '-', verdict === 'DELIVERED' ? 'good' : verdict ? 'bad' : '');
const stack = labels => labels.length ? labels.join(' ') : '-';
const keyOf = lsp => `${lsp.pcc}\n${lsp.name}`;

async function refresh() {
  const [sessions, lsps] = await Promise.all([ask('/v1/sessions'), ask('/v1/lsps')]);
  fill('sessions', sessions.sessions.map(s => [s.pcc, s.node, element('td', s.state, s.state === 'UP' ? 'good' : 'bad'), s.lsps, s.delegatedLsps]));
  const rows = fill('lsps', lsps.lsps.map(l => [l.name, l.source, l.destination, l.operational, verdictCell(l.trace?.verdict)]));
  rows.forEach((row, i) => {
    row.setAttribute('aria-selected', keyOf(lsps.lsps[i]) === state.chosen);
    row.addEventListener('click', () => choose(lsps.lsps[i]));
  });
  // Until somebody chooses, the first one is shown.
  if (state.chosen === undefined && lsps.lsps.length) return choose(lsps.lsps[0]);
  const chosen = lsps.lsps.find(l => keyOf(l) === state.chosen);
  if (chosen) showLsp(chosen);
  if (state.topology) {
    byId('status').textContent = `topology ${state.topology.version}: ${state.topology.nodes.length} nodes, ${state.topology.links.length} links; `
      + `${sessions.sessions.filter(s => s.state === 'UP').length} sessions, ${lsps.lsps.length} LSPs`;
  }
}

async function refreshTopology() {
  const [topology, health] = await Promise.all([ask('/v1/topology'), ask('/v1/topology/health')]);
  const shape = t => t && JSON.stringify([t.nodes.map(n => n.id), t.links.map(l => l.id)]);
  const isOtherNodes = !state.topology || topology.nodes.length !== state.topology.nodes.length || topology.nodes.some(n => !state.places.has(n.id));
  const isOther = shape(topology) !== shape(state.topology);
  state.topology = topology;
  if (isOtherNodes && topology.nodes.length <= LARGEST_MAP) place(topology);
  if (isOtherNodes) fillNodes(topology);
  if (isOther) draw();
  const findings = [...health.labelConflicts.map(c => ({ message: c.message, severity: 'ERROR' })), ...health.findings];
  byId('findings').replaceChildren(...(findings.length ? findings.slice(0, 20) : [{ message: 'none' }])
    .map(f => element('li', f.message, f.severity === 'ERROR' ? 'bad' : '')));
}

function place(topology) {
  const ids = topology.nodes.map(n => n.id), known = new Set(ids);
  state.places = placeNodes(ids, topology.links.filter(l => l.from < l.to && known.has(l.to)).map(l => [l.from, l.to]), 1000, 700);
}

function fillNodes(topology) {
  const names = topology.nodes.map(n => n.id).sort();
  for (const [field, first] of [['source', []], ['destination', []], ['exclude', ['']]]) {
    const select = byId('ask').elements[field], before = select.value;
    select.replaceChildren(...[...first, ...names].map(name => { const o = element('option', name || '-'); o.value = name; return o; }));
    if (names.includes(before)) select.value = before;
    else if (field === 'destination') select.value = names.at(-1);
  }
}

function svg(tag, attributes, text) {
  const made = document.createElementNS('http://www.w3.org/2000/svg', tag);
  for (const [name, value] of Object.entries(attributes)) made.setAttribute(name, value);
  if (text !== undefined) made.textContent = text;
  return made;
}

function draw() {
  const map = byId('map'), topology = state.topology;
  if (!topology || topology.nodes.length > LARGEST_MAP) {
    byId('legend').textContent = topology ? `${topology.nodes.length} nodes are too many for this map.` : '';
    map.replaceChildren();
    return;
  }
  const shapes = [], drawn = new Map();
  for (const link of topology.links) {
    const [a, b] = [state.places.get(link.from), state.places.get(link.to)], pair = [link.from, link.to].sort().join('\n');
    const isUsed = state.used.links.has(link.id);
    if (!a || !b || (link.from > link.to && !isUsed)) continue;
    const rank = drawn.get(pair) || 0;
    drawn.set(pair, rank + 1);
    const bend = rank * 14, mx = (a.x + b.x) / 2 + bend, my = (a.y + b.y) / 2 - bend;
    const line = svg('path', { d: isUsed ? `M${a.x} ${a.y} L${b.x} ${b.y}` : `M${a.x} ${a.y} Q${mx} ${my} ${b.x} ${b.y}`, class: isUsed ? 'link used' : 'link' });
    line.append(svg('title', {}, `${link.id}\nIGP ${link.igpMetric ?? '-'}, TE ${link.teMetric ?? '-'}, delay ${link.delayMicroseconds ?? '-'} µs, booked ${link.bookedBandwidth} B/s`));
    isUsed ? shapes.push(line) : shapes.unshift(line);
  }
  for (const node of topology.nodes) {
    const at = state.places.get(node.id), circle = svg('circle', { cx: at.x, cy: at.y, r: node.pseudonode ? 3 : 7, class: state.used.nodes.has(node.id) ? 'node used' : 'node' });
    circle.append(svg('title', {}, `${node.id} ${node.routerId}`));
    shapes.push(circle, svg('text', { x: at.x + 11, y: at.y + 4 }, node.id));
  }
  map.replaceChildren(...shapes);
}

function show(title, why, facts, trace) {
  byId('answer').hidden = false;
  byId('title').textContent = title;
  byId('why').textContent = why;
  byId('facts').replaceChildren(...facts.filter(([, value]) => value !== '').flatMap(([name, value]) => [element('dt', name), element('dd', value)]));
  fill('hops', trace ? trace.hops.map(h => [h.node, stack(h.stackIn), h.action.toLowerCase(), stack(h.stackOut)]) : []);
  state.used = { nodes: new Set(trace?.hops.map(h => h.node)), links: new Set(trace?.hops.map(h => h.link).filter(Boolean)) };
  draw();
}

const colours = (what, bits, extended) => extended || bits ? `${what} ${extended || `0x${bits.toString(16)}`}` : '';

const limitsOf = c => [
  ...c.bounds.map(b => `${b.type} ≤ ${b.value}`), c.bandwidthBytesPerSecond ? `${c.bandwidthBytesPerSecond} B/s` : '',
  colours('exclude any', c.excludeAny, c.extendedExcludeAny), colours('include any', c.includeAny, c.extendedIncludeAny),
  colours('include all', c.includeAll, c.extendedIncludeAll), ...c.exclude.map(e => `not ${e}`), ...c.include.map(i => `over ${i}`),
  c.maxSids ? `at most ${c.maxSids} labels` : ''].filter(Boolean).join(', ');

function showLsp(lsp) {
  const update = lsp.updates[0];
  show(`${lsp.name} at ${lsp.pcc}`, lsp.why, [
    ['asks for', [`least ${lsp.objective}`, limitsOf(lsp.constraints)].filter(Boolean).join(', ')], ['labels', stack(lsp.reportedLabels)],
    ['check', lsp.trace ? `${lsp.trace.verdict} ${lsp.trace.reason}` : ''], ['control', lsp.delegated ? 'delegated to us' : 'the router decides'],
    ['last PCUpd', update ? `${update.sentAt} ${update.outcome.toLowerCase()}: ${update.cause}` : '']], lsp.trace);
}

function choose(lsp) {
  state.chosen = keyOf(lsp);
  showLsp(lsp);
  refresh().catch(report);
}

byId('ask').addEventListener('submit', async event => {
  event.preventDefault();
  const { source, destination, objective, exclude, delay } = Object.fromEntries(new FormData(event.target));
  try {
    const reply = await ask('/v1/paths:compute', {
      source, destination, objective, excludeNodes: exclude ? [exclude] : [], bounds: delay ? [{ type: 'DELAY', value: Number(delay) }] : [],
    });
    state.chosen = null;
    show(`${source} to ${destination}`, reply.reason, [
      ['cost', reply.found ? `${objective} ${reply.cost}` : ''], ['labels', reply.found ? stack(reply.labels) : ''],
      ['would help', reply.relaxations.map(r => r.text).join('; ')], ['took', `${reply.microseconds.toFixed(0)} µs`]], reply.trace);
  } catch (error) {
    show(`${source} to ${destination}`, error.message, [], null);
  }
});

const report = error => { byId('status').textContent = `no answer: ${error.message}`; };
const pending = {};

// A burst of events is one look.
function soon(name, work) {
  clearTimeout(pending[name]);
  pending[name] = setTimeout(() => work().catch(report), 150);
}

function happened(event) {
  const item = element('li');
  item.append(element('time', event.time.slice(11, 23)), event.message);
  byId('events').prepend(item);
  while (byId('events').childElementCount > MOST_EVENTS) byId('events').lastChild.remove();
  if (event.kind === 'TOPOLOGY') soon('topology', () => refreshTopology().then(refresh));
  soon('lists', refresh);
}

async function watch() {
  const reader = (await fetch('/v1/events')).body.pipeThrough(new TextDecoderStream()).getReader();
  await refreshTopology();
  await refresh();
  for (let rest = ''; ;) {
    const { value, done } = await reader.read();
    if (done) throw new Error('the server has closed the stream');
    const lines = (rest + value).split('\n');
    rest = lines.pop();
    lines.filter(Boolean).forEach(line => happened(JSON.parse(line)));
  }
}

(async () => {
  for (; ;) {
    try { await watch(); } catch (error) { report(error); }
    await new Promise(done => setTimeout(done, 2000));
  }
})();
