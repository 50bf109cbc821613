import { Alert, Button, Skeleton } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useMe } from '../../session/session';
import { useFormat } from '../../ui/format';
import { usePreview, type ImportDetailed, type PreviewRow } from '../calls';
import styles from '../imports.module.css';
import { useRefusals } from '../problems';
import { ActionTag } from './ActionTag';
import { PreviewTable } from './PreviewTable';
import type { SetupState } from './useSetup';

const FIRST_ROWS = 20;
const MORE_ROWS = 100;
const ACTIONS = ['create', 'update', 'skip', 'fail'] as const;

/** The first rows as they would be written, before anything is. */
export function CheckStep({ job, setup }: { job: ImportDetailed; setup: SetupState }) {
  const { t } = useTranslation('imports');
  const format = useFormat();
  const [rows, setRows] = useState(FIRST_ROWS);
  const preview = usePreview(job, rows);
  const refusals = useRefusals();
  const mine = useMe().id === job.requested_by;
  const found = preview.data?.rows ?? [];
  const blocked = found.length > 0 && found.every((row) => row.action === 'fail');
  const total = job.counts.rows_total;
  return (
    <>
      {preview.isPending && <Skeleton active paragraph={{ rows: 8 }} />}
      {preview.isError && (
        <Alert
          type="error"
          showIcon
          role="alert"
          title={t('check.incomplete')}
          description={refusals(preview.error, job.target).join(' ')}
        />
      )}
      {preview.isSuccess && <Outcome rows={found} />}
      {blocked && <Alert type="warning" showIcon title={t('check.blocked')} />}
      {found.length > 0 && <PreviewTable job={job} rows={found} />}
      {rows < MORE_ROWS && total > rows && (
        <div>
          <Button loading={preview.isFetching} onClick={() => setRows(MORE_ROWS)}>
            {t('check.more')}
          </Button>
        </div>
      )}
      {!mine && <Alert type="info" showIcon title={t('check.others')} />}
      <div className={styles.end}>
        <Button onClick={() => void setup.goTo('columns')}>{t('steps.back')}</Button>
        <Button
          type="primary"
          loading={setup.busy}
          disabled={!mine || found.length === 0}
          onClick={() => void setup.start()}
        >
          {t('check.start', { count: total, shown: format.number(total) })}
        </Button>
      </div>
    </>
  );
}

function Outcome({ rows }: { rows: readonly PreviewRow[] }) {
  const { t } = useTranslation('imports');
  const format = useFormat();
  if (rows.length === 0) return <Alert type="warning" showIcon title={t('check.empty')} />;
  return (
    <div className={styles.row}>
      <span className={styles.lead}>{t('check.lead', { count: rows.length })}</span>
      {ACTIONS.map((action) => {
        const count = rows.filter((row) => row.action === action).length;
        return count > 0 && <ActionTag key={action} action={action} more={format.number(count)} />;
      })}
    </div>
  );
}
