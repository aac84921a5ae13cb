/** A small estate: each bucket once, in as many layers as it replicates on. */
import { Graph, layout } from '@dagrejs/dagre';
import { groupBy } from '../../../basics/group-by.js';
import {
  boxDistance,
  boxHeight,
  spreading,
  widthOf,
  type Area,
  type Placed,
  type Point,
  type Rough,
} from './shapes.js';
import type { Box, Picture } from './model.js';

export function inLayers(picture: Picture): Rough {
  const graph = laidOut(picture);
  const corners = picture.boxes.map((box): Placed => {
    const { x, y, width } = graph.node(box.id) as Area;
    return { box, x: x - width / 2, y: Math.round(y - boxHeight / 2), width, height: boxHeight };
  });
  const shift = spreading(corners);
  const down = <T extends Point>(each: T): T => ({ ...each, y: each.y + shift(each.y) });
  return {
    boxes: corners.map(down),
    lines: picture.arrows.map((arrow, index) => {
      const edge = graph.edge({ v: arrow.from, w: arrow.to, name: String(index) }) as { points: readonly Point[] };
      return { arrow, points: edge.points.map(down) };
    }),
  };
}

function laidOut({ boxes, arrows }: Picture): Graph {
  const graph = new Graph({ compound: true, multigraph: true });
  graph.setGraph({ rankdir: 'LR', ranksep: 120, nodesep: boxDistance, edgesep: boxDistance });
  graph.setDefaultEdgeLabel(() => ({}));
  for (const alike of groupBy(boxes, innermost).values()) {
    // Equal widths, so that arrows begin and end in line.
    const width = widthOf(alike);
    for (const box of alike) {
      box.groups.forEach(({ id }, depth) => {
        if (graph.hasNode(id)) return;
        graph.setNode(id, {});
        const around = box.groups[depth - 1];
        if (around !== undefined) graph.setParent(id, around.id);
      });
      graph.setNode(box.id, { width, height: boxHeight });
      graph.setParent(box.id, innermost(box));
    }
  }
  for (const [index, { from, to }] of arrows.entries()) graph.setEdge(from, to, {}, String(index));
  layout(graph);
  return graph;
}

function innermost({ groups }: Box): string {
  return groups.at(-1)?.id ?? '';
}
