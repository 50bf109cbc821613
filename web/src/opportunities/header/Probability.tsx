import { Button } from 'antd';
import { useTranslation } from 'react-i18next';
import { useSaving } from '../../administration/shared/saving';
import { numberOf } from '../../ui/fields/values';
import { useFormat } from '../../ui/format';
import type { FieldDescription } from '../../ui/records/description';
import { EditableField } from '../../ui/records/EditableField';
import { judge, useShowSaved, type Opportunity } from '../queries';
import styles from './header.module.css';

function Percent({ value }: { value: unknown }) {
  return useFormat().percent((numberOf(value) ?? 0) / 100);
}

/** How likely it is: as the stage says, or as somebody judged it, who can hand it back. */
export function Probability({ deal, may }: { deal: Opportunity; may: boolean }) {
  const { t } = useTranslation('opportunities');
  const show = useShowSaved();
  const back = useSaving(() => judge(deal.id, null), {
    touches: [],
    said: t('probability.back'),
    done: show,
  });
  const field: FieldDescription = {
    name: 'probability',
    label: t('fields.probability'),
    kind: 'number',
    drawn: { Value: Percent },
  };
  const byHand = deal.probability_by_hand;
  return (
    <>
      <div className={styles.judged} data-fixed={!may}>
        <EditableField
          field={field}
          value={deal.probability}
          fixed={!may || deal.status !== 'open'}
          onSave={async (value) => show(await judge(deal.id, numberOf(value)))}
        />
      </div>
      {deal.status === 'open' && (
        <div className={styles.hint}>
          {t(byHand ? 'probability.byHand' : 'probability.byStage')}{' '}
          {byHand && may && (
            <Button
              type="link"
              size="small"
              className={styles.back}
              loading={back.isPending}
              onClick={() => back.mutate(undefined)}
            >
              {t('probability.handBack')}
            </Button>
          )}
        </div>
      )}
    </>
  );
}
