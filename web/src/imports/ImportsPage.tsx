import { UploadOutlined } from '@ant-design/icons';
import { useQueryClient, type InfiniteData } from '@tanstack/react-query';
import { Button } from 'antd';
import { useEffect } from 'react';
import { useTranslation } from 'react-i18next';
import { useNavigate } from 'react-router';
import { useMay } from '../session/session';
import { RecordList } from '../ui/list/RecordList';
import type { Page } from '../ui/records/description';
import { MayNot } from '../ui/records/MayNot';
import { EmptyState } from '../ui/states/EmptyState';
import { atWork, LIST, type Import } from './calls';
import { useImportDescription } from './description';
import { Examples } from './Examples';

const POLLED_MS = 3_000;

/** One's own imports, newest first; everybody's for those who may see them. */
export function ImportsPage() {
  return useMay('customer.import') ? <Imports /> : <MayNot />;
}

function Imports() {
  const { t } = useTranslation('imports');
  useProgress();
  const empty = (
    <>
      <EmptyState title={t('list.emptyTitle')} text={t('list.emptyText')} action={<New />} />
      <Examples />
    </>
  );
  return (
    <RecordList
      description={useImportDescription()}
      title={t('title')}
      search={false}
      actions={<New />}
      empty={empty}
    />
  );
}

function New() {
  const { t } = useTranslation('imports');
  const go = useNavigate();
  return (
    <Button type="primary" icon={<UploadOutlined />} onClick={() => void go('/imports/new')}>
      {t('new')}
    </Button>
  );
}

/** While an import that is shown is at work, its line is loaded again. */
function useProgress(): void {
  const queries = useQueryClient();
  useEffect(() => {
    const reload = () => {
      const shown = queries.getQueriesData<InfiniteData<Page<Import>>>({ queryKey: LIST, type: 'active' });
      const items = shown.flatMap(([, data]) => data?.pages.flatMap((page) => page.items) ?? []);
      if (items.some((one) => atWork(one.state))) void queries.invalidateQueries({ queryKey: LIST });
    };
    const timer = setInterval(reload, POLLED_MS);
    return () => clearInterval(timer);
  }, [queries]);
}
