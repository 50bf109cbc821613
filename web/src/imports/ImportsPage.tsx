import { UploadOutlined } from '@ant-design/icons';
import { useQueryClient, type InfiniteData } from '@tanstack/react-query';
import { Button } from 'antd';
import { useEffect } from 'react';
import { useTranslation } from 'react-i18next';
import { useNavigate } from 'react-router';
import { RecordList } from '../ui/list/RecordList';
import type { Page } from '../ui/records/description';
import { MayNot } from '../ui/records/MayNot';
import { EmptyState } from '../ui/states/EmptyState';
import { atWork, listKey, type Import } from './calls';
import { useImportDescription } from './description';
import { Examples } from './Examples';
import styles from './imports.module.css';
import { listOf, newIn, useMayImport, useService } from './place';
import { ServiceChoice } from './ServiceChoice';

const POLLED_MS = 3_000;

/** One's own imports, newest first; everybody's for those who may see them. */
export function ImportsPage() {
  return useMayImport() ? <Imports /> : <MayNot />;
}

function Imports() {
  const { t } = useTranslation('imports');
  const service = useService();
  useProgress();
  const empty = (
    <>
      <EmptyState
        title={t(`list.emptyTitle.${service}`)}
        text={t(`list.emptyText.${service}`)}
        action={<New />}
      />
      <div className={styles.page}>
        <Examples />
      </div>
    </>
  );
  return (
    <RecordList
      key={service}
      description={useImportDescription(service)}
      title={t('title')}
      search={false}
      actions={
        <>
          <ServiceChoice pathOf={listOf} />
          <New />
        </>
      }
      empty={empty}
    />
  );
}

function New() {
  const { t } = useTranslation('imports');
  const service = useService();
  const go = useNavigate();
  return (
    <Button type="primary" icon={<UploadOutlined />} onClick={() => void go(newIn(service))}>
      {t('new')}
    </Button>
  );
}

/** While an import that is shown is at work, its line is loaded again. */
function useProgress(): void {
  const queries = useQueryClient();
  const service = useService();
  useEffect(() => {
    const queryKey = listKey(service);
    const reload = () => {
      const shown = queries.getQueriesData<InfiniteData<Page<Import>>>({ queryKey, type: 'active' });
      const items = shown.flatMap(([, data]) => data?.pages.flatMap((page) => page.items) ?? []);
      if (items.some((one) => atWork(one.state))) void queries.invalidateQueries({ queryKey });
    };
    const timer = setInterval(reload, POLLED_MS);
    return () => clearInterval(timer);
  }, [queries, service]);
}
