export { checkReport, checkReportFile } from './check-report.ts';
