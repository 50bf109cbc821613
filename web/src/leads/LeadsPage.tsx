import { IdcardOutlined } from '@ant-design/icons';
import { Button, Space } from 'antd';
import { lazy } from 'react';
import { useTranslation } from 'react-i18next';
import { Link, useNavigate } from 'react-router';
import { useMay } from '../session/session';
import { ImportButton } from '../ui/list/ImportButton';
import { NewButton } from '../ui/list/NewButton';
import { RecordList } from '../ui/list/RecordList';
import { EmptyState } from '../ui/states/EmptyState';
import { useLeadDescription } from './description';

const LeadRecord = lazy(async () => ({ default: (await import('./LeadPage')).LeadRecord }));

/** Everybody who may come to buy. */
export function LeadsPage() {
  const { t } = useTranslation('leads');
  const navigate = useNavigate();
  const may = useMay('lead.create');
  const mayRule = useMay('lead_rule.manage');
  const buttons = (
    <>
      {mayRule && <Link to="/lead-rules">{t('list.rules')}</Link>}
      <ImportButton service="sales" permission="lead.import" />
      {may && (
        <Button
          icon={<IdcardOutlined />}
          aria-label={t('card.button')}
          title={t('card.button')}
          onClick={() => void navigate('/leads/new?from=card')}
        />
      )}
      <NewButton to="/leads/new" permission="lead.create" label={t('list.new')} />
    </>
  );
  const begin = (
    <Space wrap>
      <NewButton to="/leads/new" permission="lead.create" label={t('list.new')} />
      {may && <Button onClick={() => void navigate('/leads/new?from=card')}>{t('card.button')}</Button>}
      <ImportButton service="sales" permission="lead.import" said />
      {mayRule && <Button onClick={() => void navigate('/lead-forms')}>{t('list.form')}</Button>}
    </Space>
  );
  return (
    <RecordList
      description={useLeadDescription()}
      title={t('list.title')}
      search={t('list.search')}
      peek={(id) => <LeadRecord id={id} />}
      actions={buttons}
      empty={<EmptyState title={t('list.emptyTitle')} text={t('list.emptyText')} action={begin} />}
    />
  );
}
