/** The funnel drawn by ECharts; loaded when one is first shown. The table below it says the same in figures. */
import { BarChart, type BarSeriesOption } from 'echarts/charts';
import {
  GridComponent,
  LegendComponent,
  TooltipComponent,
  type GridComponentOption,
  type LegendComponentOption,
  type TooltipComponentOption,
} from 'echarts/components';
import { init, use as register, type ComposeOption } from 'echarts/core';
import { SVGRenderer } from 'echarts/renderers';
import { useEffect, useRef } from 'react';
import { useTranslation } from 'react-i18next';
import { useDark } from '../app/theme';
import type { FunnelStage } from './queries';

register([BarChart, GridComponent, LegendComponent, TooltipComponent, SVGRenderer]);

type Option = ComposeOption<
  BarSeriesOption | GridComponentOption | LegendComponentOption | TooltipComponentOption
>;

const PARTS = [
  ['gone_on', '--accent'],
  ['standing', '--text-2'],
  ['lost', '--danger'],
] as const;
const ROW = 44;
const AROUND = 64;

interface Props {
  stages: readonly FunnelStage[];
  label: string;
}

/** A bar for each stage: of those that came, who went on, who stands there, who was lost. */
export function Drawing({ stages, label }: Props) {
  const { t } = useTranslation('funnel');
  const place = useRef<HTMLDivElement>(null);
  const dark = useDark();
  useEffect(() => {
    const element = place.current;
    if (!element) return undefined;
    const chart = init(element, null, { renderer: 'svg' });
    const names = PARTS.map(([part]) => t(`columns.${part}`));
    chart.setOption(optionOf(stages, names, getComputedStyle(element)));
    const watch = new ResizeObserver(() => chart.resize());
    watch.observe(element);
    return () => {
      watch.disconnect();
      chart.dispose();
    };
  }, [stages, dark, t]);
  return <div ref={place} role="img" aria-label={label} style={{ height: stages.length * ROW + AROUND }} />;
}

function optionOf(
  stages: readonly FunnelStage[],
  names: readonly string[],
  css: CSSStyleDeclaration,
): Option {
  const colour = (name: string) => css.getPropertyValue(name).trim();
  const text = { color: colour('--text'), fontFamily: css.fontFamily };
  return {
    animation: false,
    textStyle: text,
    grid: { left: 8, right: 24, top: 8, bottom: 40, containLabel: true },
    legend: { bottom: 0, textStyle: text },
    tooltip: { trigger: 'axis', axisPointer: { type: 'shadow' } },
    xAxis: {
      type: 'value',
      minInterval: 1,
      axisLabel: text,
      splitLine: { lineStyle: { color: colour('--line') } },
    },
    yAxis: { type: 'category', inverse: true, data: stages.map((one) => one.name), axisLabel: text },
    series: PARTS.map(([part, tone], at) => ({
      type: 'bar',
      stack: 'all',
      name: names[at],
      barMaxWidth: 24,
      itemStyle: { color: colour(tone) },
      data: stages.map((one) => one[part]),
    })),
  };
}
