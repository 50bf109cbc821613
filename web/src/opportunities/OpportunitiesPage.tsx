import { Space } from 'antd';
import { lazy } from 'react';
import { useTranslation } from 'react-i18next';
import { ShapeSwitch } from '../pipelines/board/ShapeSwitch';
import { ImportButton } from '../ui/list/ImportButton';
import { NewButton } from '../ui/list/NewButton';
import { RecordList } from '../ui/list/RecordList';
import { EmptyState } from '../ui/states/EmptyState';
import { useOpportunityDescription } from './description';

const OpportunityRecord = lazy(async () => ({
  default: (await import('./OpportunityPage')).OpportunityRecord,
}));

/** Every deal, open or closed; the board shows the open ones of a pipeline. */
export function OpportunitiesPage() {
  const { t } = useTranslation('opportunities');
  const button = <NewButton to="/opportunities/new" permission="opportunity.create" label={t('list.new')} />;
  const begin = (
    <Space wrap>
      {button}
      <ImportButton service="sales" permission="opportunity.import" said />
    </Space>
  );
  return (
    <RecordList
      description={useOpportunityDescription()}
      title={t('list.title')}
      search={t('list.search')}
      peek={(id) => <OpportunityRecord id={id} />}
      actions={
        <>
          <ShapeSwitch shape="list" />
          <ImportButton service="sales" permission="opportunity.import" />
          {button}
        </>
      }
      empty={<EmptyState title={t('list.emptyTitle')} text={t('list.emptyText')} action={begin} />}
    />
  );
}
