# What a package holds beside the program: units, users, examples.  Nothing goes to /etc: an operator's
# configuration is copied from the examples.
include(GNUInstallDirs)
set(units ${PROJECT_SOURCE_DIR}/packaging/systemd)
set(examples ${CMAKE_INSTALL_DATADIR}/doc/smtplog/examples)

# Below the prefix: systemd looks in /usr/lib, /usr/local/lib and /lib alike.  The program's place is
# written into the units when they are installed, for only then the prefix is known.
foreach(unit smtplog-nightly smtplog-mail)
  install(CODE "
    set(bindir \"\${CMAKE_INSTALL_PREFIX}/${CMAKE_INSTALL_BINDIR}\")
    configure_file(${units}/${unit}.service.in ${PROJECT_BINARY_DIR}/systemd/${unit}.service @ONLY)")
  install(FILES ${PROJECT_BINARY_DIR}/systemd/${unit}.service DESTINATION lib/systemd/system)
endforeach()
install(FILES ${units}/smtplog-nightly.timer DESTINATION lib/systemd/system)
install(FILES ${units}/sysusers.conf DESTINATION lib/sysusers.d RENAME smtplog.conf)
install(FILES ${units}/tmpfiles.conf DESTINATION lib/tmpfiles.d RENAME smtplog.conf)
install(FILES ${PROJECT_SOURCE_DIR}/packaging/examples/smtplog.conf
              ${PROJECT_SOURCE_DIR}/packaging/examples/cron DESTINATION ${examples})
install(FILES ${PROJECT_SOURCE_DIR}/packaging/examples/rules.d/site.rules
        DESTINATION ${examples}/rules.d)
install(FILES ${PROJECT_SOURCE_DIR}/README.md ${PROJECT_SOURCE_DIR}/docs/schema.md
        DESTINATION ${CMAKE_INSTALL_DATADIR}/doc/smtplog)
