# SPDX-License-Identifier: GPL-3.0-or-later
# cmake --install: the programs, and what they read beside themselves (<prefix>/share/firstout, <prefix>/share/locale). SQL, styles
# and icons of the window are inside the programs.
include (GNUInstallDirs)
install (TARGETS firstout firstout-sync firstoutctl RUNTIME DESTINATION ${CMAKE_INSTALL_BINDIR})
install (DIRECTORY data/labels data/devices data/training data/sounds DESTINATION share/firstout
  FILES_MATCHING PATTERN "*.label" PATTERN "*.device" PATTERN "*.jsonl" PATTERN "*.json" PATTERN "*.csv" PATTERN "*.wav")
install (FILES data/org.firstout.Firstout.desktop DESTINATION share/applications)
install (FILES data/org.firstout.Firstout.metainfo.xml DESTINATION share/metainfo)
install (FILES data/org.firstout.Firstout.svg DESTINATION share/icons/hicolor/scalable/apps)
install (FILES data/sql/contract/contract.sql DESTINATION share/doc/firstout RENAME sales-contract.sql)

# Scanners are opened by whoever sits at the PC.
file (GLOB udev_rules CONFIGURE_DEPENDS ${PROJECT_SOURCE_DIR}/data/udev/*.rules ${PROJECT_SOURCE_DIR}/data/*.rules)
install (FILES ${udev_rules} DESTINATION lib/udev/rules.d)

# The gateway of a warehouse with several stations: systemctl enable --now firstout-sync@NAME, with /etc/firstout/NAME.conf.
configure_file (data/systemd/firstout-sync@.service.in ${PROJECT_BINARY_DIR}/firstout-sync@.service @ONLY)
install (FILES ${PROJECT_BINARY_DIR}/firstout-sync@.service DESTINATION lib/systemd/system)
