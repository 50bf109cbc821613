import { DownloadOutlined } from '@ant-design/icons';
import { App, Button, Skeleton, Tag } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { ErrorState } from '../../ui/states/ErrorState';
import { errorsFile, useFaults, type Fault, type ImportDetailed } from '../calls';
import { useFaultText } from '../faults/faults';
import { useFieldNames } from '../fields/fieldNames';
import styles from '../imports.module.css';
import { useService } from '../place';
import { useRefusals } from '../problems';
import { save } from '../saving';

/** The service keeps no more of them. */
const MOST = 100_000;

/** What was wrong, row by row, and the rows themselves as a file to correct. */
export function Problems({ job }: { job: ImportDetailed }) {
  const { t } = useTranslation('imports');
  const found = useFaults(job.id);
  const faults = found.data?.pages.flatMap((page) => page.items) ?? [];
  return (
    <section className={styles.section} aria-labelledby="problems">
      <div className={styles.head}>
        <h2 id="problems">{t('problems.title')}</h2>
        <Download job={job} />
      </div>
      <p className={styles.lead}>
        {t('problems.downloadHint')} {job.counts.errors > MOST && t('problems.tooMany')}
      </p>
      {found.isPending && <Skeleton active />}
      {found.isError && <ErrorState error={found.error} retry={() => void found.refetch()} />}
      {faults.length > 0 && <FaultsTable faults={faults} target={job.target ?? ''} />}
      {found.hasNextPage && (
        <div>
          <Button loading={found.isFetchingNextPage} onClick={() => void found.fetchNextPage()}>
            {t('more')}
          </Button>
        </div>
      )}
    </section>
  );
}

function Download({ job }: { job: ImportDetailed }) {
  const { t } = useTranslation('imports');
  const { message } = App.useApp();
  const service = useService();
  const refusals = useRefusals();
  const [busy, setBusy] = useState(false);
  const download = async () => {
    setBusy(true);
    try {
      save(
        await errorsFile(service, job.id),
        `${job.file_name.replace(/\.\w+$/, '')}-${t('counts.errors')}.csv`,
      );
    } catch (error) {
      void message.error(refusals(error, job.target).join(' '));
    } finally {
      setBusy(false);
    }
  };
  return (
    <Button icon={<DownloadOutlined />} loading={busy} onClick={() => void download()}>
      {t('problems.download')}
    </Button>
  );
}

function FaultsTable({ faults, target }: { faults: readonly Fault[]; target: string }) {
  const { t } = useTranslation('imports');
  const sentence = useFaultText(target);
  const names = useFieldNames();
  return (
    <div className={styles.scroll} tabIndex={0} role="region" aria-label={t('problems.title')}>
      <table className={styles.table}>
        <thead>
          <tr>
            <th scope="col">{t('problems.row')}</th>
            <th scope="col">{t('problems.column')}</th>
            <th scope="col">{t('problems.value')}</th>
            <th scope="col">{t('problems.what')}</th>
            <th scope="col">{t('problems.effect')}</th>
          </tr>
        </thead>
        <tbody>
          {faults.map((fault, index) => (
            // Errors have no name of their own and only ever grow at the end.
            <tr key={index}>
              <th scope="row" className={styles.number}>
                {fault.row_number}
              </th>
              <td className={styles.cell}>
                {fault.column ?? (fault.field && names.field(target, fault.field))}
              </td>
              <td className={styles.cell}>{fault.value}</td>
              <td className={styles.told}>{sentence(fault)}</td>
              <td>
                <Tag color={fault.fatal ? 'error' : 'warning'}>
                  {t(fault.fatal ? 'problems.rowOut' : 'problems.cellOut')}
                </Tag>
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}
