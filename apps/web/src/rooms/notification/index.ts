export { NotificationSettingsForm } from './notification-settings.tsx';
