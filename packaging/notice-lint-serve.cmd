@echo off
rem Installs notice-lint from the wheels beside this file, once, and opens its page in the browser.
setlocal
chcp 65001 >nul
cd /d "%~dp0"
if not exist .venv\Scripts\notice-lint.exe (
  py -3 -m venv .venv || goto nopython
  .venv\Scripts\python -m pip install --quiet --no-index --find-links . "notice-lint[pdf,sheet,web]" || goto failed
)
.venv\Scripts\notice-lint serve --open
goto :eof
:nopython
echo Python 3.11 or later is needed: https://www.python.org/downloads/
pause
exit /b 1
:failed
echo The installation failed; see above.
pause
exit /b 1
