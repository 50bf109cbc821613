import { CheckCircleFilled, CloseCircleFilled, StopFilled } from '@ant-design/icons';
import { Button } from 'antd';
import { useTranslation } from 'react-i18next';
import { Link, useNavigate } from 'react-router';
import { useFormat } from '../../ui/format';
import type { ImportDetailed } from '../calls';
import { useFieldNames } from '../fields/fieldNames';
import styles from '../imports.module.css';
import { titleOf } from '../mapping';
import { newIn, useService } from '../place';
import { useReasonText } from '../problems';
import { CountsList } from './CountsList';
import { OtherSheets } from './OtherSheets';
import { Problems } from './Problems';
import { TakeBack } from './TakeBack';
import own from './ResultView.module.css';

const ICONS = {
  done: <CheckCircleFilled className={own.done} />,
  failed: <CloseCircleFilled className={own.failed} />,
  cancelled: <StopFilled className={own.cancelled} />,
};
/** Where what was imported is listed: it stands on top. */
const LISTS: Readonly<Record<string, string>> = {
  customers: '/customers?sort=-updated_at',
  contacts: '/contacts?sort=-updated_at',
  leads: '/leads?sort=-updated_at',
  opportunities: '/opportunities?sort=-updated_at',
};

/** The end of an import: what came of it, what was wrong, and the way back. */
export function ResultView({ job }: { job: ImportDetailed }) {
  const { t } = useTranslation('imports');
  const go = useNavigate();
  const format = useFormat();
  const names = useFieldNames();
  const service = useService();
  const state = job.state === 'failed' || job.state === 'cancelled' ? job.state : 'done';
  const wrote = job.counts.created + job.counts.updated > 0;
  const list = job.target ? LISTS[job.target] : undefined;
  return (
    <div className={styles.page}>
      <div className={styles.head}>
        <h1 className={own.title}>
          {ICONS[state]} {t(`result.${state}`, { name: titleOf(job) })}
        </h1>
        <div className={styles.row}>
          {wrote && <TakeBack job={job} />}
          <Button onClick={() => void go(newIn(service))}>{t('result.another')}</Button>
        </div>
      </div>
      <section className={styles.section}>
        <Broken job={job} wrote={wrote} />
        {job.counts.rows_read > 0 && <CountsList counts={job.counts} />}
        <div className={styles.row}>
          {job.finished_at && (
            <time className={styles.quiet} dateTime={job.finished_at} title={format.moment(job.finished_at)}>
              {t('result.took', { when: format.relative(job.finished_at) })}
            </time>
          )}
          {wrote && list && job.target && (
            <Link to={list}>{t('result.show', { target: names.target(job.target) })}</Link>
          )}
        </div>
      </section>
      {job.layout.sheets.length > 1 && <OtherSheets job={job} />}
      {job.counts.errors > 0 ? (
        <Problems job={job} />
      ) : (
        state === 'done' && <p className={styles.lead}>{t('result.clean')}</p>
      )}
    </div>
  );
}

/** Why it ended before its end, and what became of the rows till then. */
function Broken({ job, wrote }: { job: ImportDetailed; wrote: boolean }) {
  const { t } = useTranslation('imports');
  const reason = useReasonText();
  if (job.state === 'done') return null;
  return (
    <p className={styles.lead}>
      {job.reason && `${reason({ kind: String(job.reason.kind), params: job.reason })} `}
      {wrote ? t('result.kept') : t('result.nothing')}
    </p>
  );
}
