import { useTranslation } from 'react-i18next';
import { Standing } from '../ui/states/Standing';
import { STATES, toneOf } from './lasting';

/** A word and a colour. */
export function State({ value }: { value: unknown }) {
  const { t } = useTranslation('contracts');
  const state = STATES.find((one) => one === value);
  return state ? <Standing tone={toneOf(state)}>{t(`states.${state}`)}</Standing> : null;
}

export const STATE = { Value: State };
