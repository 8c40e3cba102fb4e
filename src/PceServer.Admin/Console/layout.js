'use strict';

// Places nodes so that links are about as long as they cost little to look at: springs along links, repulsion between all. The same network looks the same each time.
function placeNodes(ids, pairs, width, height) {
  const index = new Map(ids.map((id, i) => [id, i]));
  const at = ids.map((_, i) => ({
    x: width / 2 + Math.cos(i * 2.399963) * (60 + 12 * i),
    y: height / 2 + Math.sin(i * 2.399963) * (60 + 12 * i) * 0.7,
  }));
  const ideal = 0.75 * Math.sqrt(width * height / Math.max(1, ids.length));
  for (let step = 0, heat = width / 8; step < 400; step++, heat *= 0.985) {
    const pull = at.map(() => ({ x: 0, y: 0 }));
    for (let i = 0; i < at.length; i++) {
      for (let j = i + 1; j < at.length; j++) {
        const dx = at[i].x - at[j].x, dy = at[i].y - at[j].y, d = Math.max(1, Math.hypot(dx, dy)), force = ideal * ideal / (d * d);
        pull[i].x += dx * force; pull[i].y += dy * force; pull[j].x -= dx * force; pull[j].y -= dy * force;
      }
    }
    for (const [a, b] of pairs) {
      const i = index.get(a), j = index.get(b);
      const dx = at[i].x - at[j].x, dy = at[i].y - at[j].y, force = Math.hypot(dx, dy) / ideal;
      pull[i].x -= dx * force; pull[i].y -= dy * force; pull[j].x += dx * force; pull[j].y += dy * force;
    }
    at.forEach((node, i) => {
      const length = Math.max(1, Math.hypot(pull[i].x, pull[i].y)), move = Math.min(length, heat) / length;
      node.x += pull[i].x * move; node.y += pull[i].y * move;
    });
  }
  return fit(ids, at, width, height);
}

function fit(ids, at, width, height) {
  // Names stand to the right of their nodes.
  const margin = 40, nameWidth = 110, xs = at.map(n => n.x), ys = at.map(n => n.y);
  const [left, top] = [Math.min(...xs), Math.min(...ys)];
  const scaleX = (width - 2 * margin - nameWidth) / Math.max(1, Math.max(...xs) - left), scaleY = (height - 2 * margin) / Math.max(1, Math.max(...ys) - top);
  return new Map(ids.map((id, i) => [id, { x: margin + (at[i].x - left) * scaleX, y: margin + (at[i].y - top) * scaleY }]));
}
