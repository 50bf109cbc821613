import { useQueryClient } from '@tanstack/react-query';
import { App } from 'antd';
import { useTranslation } from 'react-i18next';
import { NewDialog } from '../../administration/shared/NewDialog';
import { useMay } from '../../session/session';
import type { FieldDescription } from '../../ui/records/description';
import { loadOpportunity, loseOpportunity, showSaved, winOpportunity, type Opportunity } from '../queries';
import { LOST, WON } from '../reasons';

interface Props {
  deal: Pick<Opportunity, 'id' | 'name'>;
  end: 'won' | 'lost';
  onClose: () => void;
}

/** A deal comes to its end. */
export function CloseDialog({ end, ...rest }: Props) {
  return end === 'won' ? <Win {...rest} /> : <Lose {...rest} />;
}

type EndProps = Omit<Props, 'end'>;

/** Why it is won, and whether that is an order already. */
function Win({ deal, onClose }: EndProps) {
  const { t } = useTranslation('opportunities');
  const { message } = App.useApp();
  const queries = useQueryClient();
  const fields = useReasons(WON, false);
  const orders = useMay('order.create');
  const order: FieldDescription = {
    name: 'build_order',
    kind: 'flag',
    label: t('close.order'),
    hint: t('close.orderHint'),
  };
  return (
    <NewDialog
      title={t('close.wonTitle', { name: deal.name })}
      note={t('close.wonText')}
      ok={t('close.won')}
      fields={orders ? [...fields, order] : fields}
      initial={{ build_order: orders }}
      // as: of the fields above, whose choices are the service's
      call={(values) => winOpportunity(deal.id, values as Parameters<typeof winOpportunity>[1])}
      touches={[]}
      onDone={({ order: made }) => {
        const said = made
          ? t('close.ordered', { name: deal.name, number: made.number })
          : t('close.wonDone', deal);
        void message.success(said);
        void loadOpportunity(deal.id).then((saved) => showSaved(queries, saved));
      }}
      onClose={onClose}
    />
  );
}

/** Why it is lost: the reason is needed, it is what teams learn from. */
function Lose({ deal, onClose }: EndProps) {
  const { t } = useTranslation('opportunities');
  const queries = useQueryClient();
  return (
    <NewDialog
      title={t('close.lostTitle', { name: deal.name })}
      note={t('close.lostText')}
      ok={t('close.lost')}
      fields={useReasons(LOST, true)}
      // as: of the fields above, whose choices are the service's
      call={(values) => loseOpportunity(deal.id, values as Parameters<typeof loseOpportunity>[1])}
      touches={[]}
      said={t('close.lostDone', { name: deal.name })}
      onDone={(saved) => showSaved(queries, saved)}
      onClose={onClose}
    />
  );
}

function useReasons(reasons: typeof WON | typeof LOST, required: boolean): FieldDescription[] {
  const { t } = useTranslation('opportunities');
  const choices = reasons.map((value) => ({ value, label: t(`reasons.${value}`) }));
  return [
    { name: 'reason', kind: 'choice', label: t('fields.reason'), choices, required },
    { name: 'note', kind: 'longText', label: t('fields.reason_note') },
  ];
}
