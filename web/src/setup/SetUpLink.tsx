import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import { useSetUp } from './steps';

/** The way back for whoever went elsewhere in the middle of it. */
export function SetUpLink() {
  const { t } = useTranslation('setup');
  const { begun } = useSetUp();
  return begun && <Link to="/setup">{t('return')}</Link>;
}
