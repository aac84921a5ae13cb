/** Where the boxes and arrows of the picture lie, in pixels: accounts hold Regions, Regions hold boxes. */
import { Graph, layout } from '@dagrejs/dagre';
import type { Arrow, Box, Picture } from './picture-model.js';

/** Corner and size. */
export interface Area {
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
}

export interface Point {
  readonly x: number;
  readonly y: number;
}

export interface Layout {
  readonly width: number;
  readonly height: number;
  readonly accounts: readonly (Area & { readonly label: string })[];
  readonly regions: readonly (Area & { readonly label: string })[];
  readonly boxes: readonly (Area & { readonly box: Box })[];
  readonly arrows: readonly { readonly arrow: Arrow; readonly points: readonly Point[] }[];
}

const boxHeight = 34;
/** Of a 13 px sans-serif face, generously. */
const characterWidth = 7.6;
export const mostCharacters = 32;
/** Room for the name of an account or a Region above what it holds. */
const titleHeight = 26;

export function layoutOf({ boxes, arrows }: Picture): Layout {
  const graph = new Graph({ compound: true, multigraph: true });
  graph.setGraph({ rankdir: 'LR', ranksep: 110, nodesep: 6, edgesep: 12, marginx: 12, marginy: 12 });
  graph.setDefaultEdgeLabel(() => ({}));
  const accounts = new Map<string, string>();
  const regions = new Map<string, string>();
  for (const box of boxes) {
    const account = `account ${box.account}`;
    const region = `region ${box.account} ${box.region}`;
    if (!accounts.has(account)) graph.setNode(account, {});
    if (!regions.has(region)) {
      graph.setNode(region, {});
      graph.setParent(region, account);
    }
    accounts.set(account, box.account);
    regions.set(region, box.region);
    const width = Math.max(90, Math.min(box.label.length, mostCharacters) * characterWidth + 22);
    graph.setNode(box.id, { width, height: boxHeight + titleHeight });
    graph.setParent(box.id, region);
  }
  for (const [index, { from, to }] of arrows.entries()) graph.setEdge(from, to, {}, String(index));
  layout(graph);
  const areaOf = (id: string): Area => cornerOf(graph.node(id) as Area);
  const boxAreas = boxes.map((box) => {
    const { x, y, width } = areaOf(box.id);
    return { box, x, y: y + titleHeight / 2, width, height: boxHeight };
  });
  const regionAreas = [...regions].map(([id, label]) => ({ label, ...areaOf(id) }));
  const accountAreas = [...accounts].map(([id, label]) => {
    const area = areaOf(id);
    return { label, ...area, y: area.y - titleHeight + 6, height: area.height + titleHeight };
  });
  const top = Math.min(0, ...accountAreas.map(({ y }) => y - 8));
  const { width = 0, height = 0 } = graph.graph() as { width?: number; height?: number };
  const down = <T extends Point>(each: T): T => ({ ...each, y: each.y - top });
  return {
    width: Math.ceil(width),
    height: Math.ceil(height - top + 8),
    accounts: accountAreas.map(down),
    regions: regionAreas.map(down),
    boxes: boxAreas.map(down),
    arrows: arrows.map((arrow, index) => {
      const edge = graph.edge({ v: arrow.from, w: arrow.to, name: String(index) }) as { points: readonly Point[] };
      return { arrow, points: edge.points.map(({ x, y }) => down({ x, y })) };
    }),
  };
}

/** The library gives centres. */
function cornerOf({ x, y, width, height }: Area): Area {
  return { x: x - width / 2, y: y - height / 2, width, height };
}
