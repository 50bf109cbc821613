import { useTranslation } from 'react-i18next';
import admin from '../administration/shared/admin.module.css';
import { useFormat } from '../ui/format';
import styles from './funnel.module.css';
import type { FunnelStage } from './queries';

const DAY = 86_400; // seconds
const COUNTS = ['entered', 'gone_on', 'lost', 'standing'] as const;
const COLUMNS = [...COUNTS, 'conversion', 'median'] as const;

/** The figures behind the plot; what each counts is said at its head. */
export function Stages({ stages }: { stages: readonly FunnelStage[] }) {
  const { t } = useTranslation('funnel');
  const format = useFormat();
  return (
    <div className={admin.scroller} tabIndex={0}>
      <table className={`${admin.table} ${admin.cards} ${styles.table}`}>
        <thead>
          <tr>
            <th scope="col">{t('stage')}</th>
            {COLUMNS.map((name) => (
              <th key={name} scope="col" title={t(`hints.${name}`)}>
                {t(`columns.${name}`)}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {stages.map((stage) => (
            <tr key={stage.stage_id}>
              <th scope="row">{stage.name}</th>
              {COUNTS.map((name) => (
                <td key={name} data-label={t(`columns.${name}`)}>
                  {format.number(stage[name])}
                </td>
              ))}
              <td data-label={t('columns.conversion')} title={t('hints.conversionOf', counted(stage))}>
                {stage.conversion === null ? '—' : format.percent(stage.conversion / 100)}
              </td>
              <td data-label={t('columns.median')}>
                {stage.median_days === null ? '—' : format.duration(stage.median_days * DAY)}
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}

const counted = ({ entered, gone_on }: FunnelStage) => ({ entered, on: gone_on });
