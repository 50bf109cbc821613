import { Modal } from 'antd';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import { NewDialog } from '../../administration/shared/NewDialog';
import { useOpportunityDescription } from '../description';
import { updateOpportunity, type Opportunity } from '../queries';

interface Props {
  deal: Pick<Opportunity, 'id' | 'name' | 'version'>;
  /** Names of the fields that are empty. */
  wanted: readonly string[];
  onFilled: () => void;
  onClose: () => void;
}

/** What a stage wants filled in: asked here where a form can, else on the deal's page. */
export function AskDialog({ deal, wanted, onFilled, onClose }: Props) {
  const { t } = useTranslation('opportunities');
  const description = useOpportunityDescription();
  const fields = description.fields.filter((one) => one.editable && wanted.includes(one.name));
  if (fields.length < wanted.length)
    return (
      <Modal open title={t('ask.title')} footer={null} onCancel={onClose}>
        <p>{t('ask.onPage')}</p>
        <Link to={`/opportunities/${deal.id}`} onClick={onClose}>
          {t('ask.open', { name: deal.name })}
        </Link>
      </Modal>
    );
  return (
    <NewDialog
      title={t('ask.title')}
      note={t('ask.note', { name: deal.name })}
      ok={t('ask.move')}
      fields={fields.map((one) => ({ ...one, required: true }))}
      call={(values) => updateOpportunity(deal, values)}
      touches={[]}
      onDone={onFilled}
      onClose={onClose}
    />
  );
}
