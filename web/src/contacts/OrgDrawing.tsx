/** An org chart drawn by ECharts; loaded when one is first shown. */
import { TreeChart, type TreeSeriesOption } from 'echarts/charts';
import { init, use as register, type ComposeOption } from 'echarts/core';
import { SVGRenderer } from 'echarts/renderers';
import { useEffect, useRef } from 'react';
import { useNavigate } from 'react-router';
import { useDark } from '../app/theme';
import styles from './orgchart.module.css';
import { levelsOf, rowsOf, type Branch } from './tree';

register([TreeChart, SVGRenderer]);

type Option = ComposeOption<TreeSeriesOption>;
type Node = NonNullable<TreeSeriesOption['data']>[number];

const BOX = { width: 140, height: 44, gapX: 40, edge: 8 };
const LINE = { name: 18, title: 15 };
const ROW = BOX.height + 8;
const heightOf = (branch: Branch) => rowsOf(branch) * ROW;
const COLOURS: Readonly<Record<string, string>> = {
  champion: '--success',
  decider: '--accent',
  influencer: '--warning',
  blocker: '--danger',
  user: '--text-2',
};

interface Props {
  branches: readonly Branch[];
  label: string;
}

export function OrgDrawing({ branches, label }: Props) {
  const place = useRef<HTMLDivElement>(null);
  const navigate = useNavigate();
  const dark = useDark();
  const size = sizeOf(branches);
  useEffect(() => {
    if (!place.current) return;
    const chart = init(place.current, null, { renderer: 'svg' });
    chart.setOption(optionOf(branches, place.current));
    chart.on('click', ({ data }) => {
      const id = idOf(data);
      if (id) void navigate(`/contacts/${id}`);
    });
    return () => chart.dispose();
  }, [branches, dark, navigate, size.width, size.height]);
  return (
    <div className={styles.scroll} role="region" aria-label={label} tabIndex={0}>
      <div ref={place} role="img" aria-label={label} style={size} />
    </div>
  );
}

function sizeOf(branches: readonly Branch[]) {
  return {
    width: levelsOf(branches) * (BOX.width + BOX.gapX) - BOX.gapX + 2 * BOX.edge,
    height: branches.reduce((sum, one) => sum + heightOf(one), 2 * BOX.edge),
  };
}

const idOf = (data: unknown): string | undefined =>
  typeof data === 'object' && data !== null && 'id' in data && typeof data.id === 'string'
    ? data.id
    : undefined;

/** Each tree of its own, one below the other: most customers have one person on top, some several. */
function optionOf(branches: readonly Branch[], place: HTMLElement): Option {
  const css = getComputedStyle(place);
  const colour = (name: string) => css.getPropertyValue(name).trim();
  const levels = levelsOf(branches);
  let top = BOX.edge;
  const series = branches.map((branch): TreeSeriesOption => {
    const height = heightOf(branch);
    const own = levelsOf([branch]);
    const [above, missing] = [top, levels - own];
    top += height;
    return {
      type: 'tree',
      orient: 'LR',
      edgeShape: 'polyline',
      roam: false,
      expandAndCollapse: false,
      initialTreeDepth: -1,
      animation: false,
      top: above,
      height,
      // ECharts places the middles of boxes, so half of one stays free on each side.
      left: BOX.edge + BOX.width / 2,
      right: BOX.edge + BOX.width / 2 + missing * (BOX.width + BOX.gapX),
      symbol: 'rect',
      symbolSize: [BOX.width, BOX.height],
      lineStyle: { color: colour('--text-2'), width: 1, curveness: 0 },
      itemStyle: { color: 'transparent', borderWidth: 0 },
      label: labelOf(colour),
      emphasis: { focus: 'none', label: { backgroundColor: colour('--hover') } },
      data: [nodeOf(branch, colour)],
    };
  });
  return { series };
}

function labelOf(colour: (name: string) => string): TreeSeriesOption['label'] {
  const text = { width: BOX.width - 16, overflow: 'truncate' as const, align: 'center' as const };
  return {
    position: 'inside',
    align: 'center',
    verticalAlign: 'middle',
    // The box is the label's: a symbol's border is stretched with it.
    width: BOX.width,
    borderRadius: 6,
    backgroundColor: colour('--surface'),
    color: colour('--text'),
    fontFamily: 'inherit',
    rich: {
      name: { ...text, color: colour('--text'), fontSize: 13, fontWeight: 'bold', lineHeight: LINE.name },
      title: { ...text, color: colour('--text-2'), fontSize: 11, lineHeight: LINE.title },
    },
  };
}

/** What rich labels take for their own marks is left out of names. */
const plain = (text: string): string => text.replaceAll(/[{}|]/g, ' ');

function nodeOf({ position, below }: Branch, colour: (name: string) => string): Node {
  const { contact_id, name, title, department, decision_role: role, primary } = position;
  const second = title ?? department;
  const lines = [`{name|${primary ? '★ ' : ''}${plain(name)}}`];
  if (second) lines.push(`{title|${plain(second)}}`);
  const height = LINE.name + (second ? LINE.title : 0);
  const mark = role ? COLOURS[role] : undefined;
  return {
    id: contact_id,
    name,
    label: {
      formatter: lines.join('\n'),
      height,
      padding: [(BOX.height - height) / 2, 0],
      borderColor: colour(mark ?? '--line'),
      borderWidth: mark ? 2 : 1,
    },
    children: below.map((one) => nodeOf(one, colour)),
  };
}
