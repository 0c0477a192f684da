# Fonts, catalogue and shaders are copied to share/recce beside bin, and looked up there first, so that pages have the
# same bytes everywhere.
set(RECCE_SHARE ${CMAKE_BINARY_DIR}/share/recce)
set(inter /usr/share/fonts/opentype/inter)
set(fonts ${inter}/Inter-Regular.otf ${inter}/Inter-Medium.otf ${inter}/Inter-SemiBold.otf ${inter}/Inter-Bold.otf
  /usr/share/fonts/truetype/fork-awesome/forkawesome-webfont.ttf)
foreach(font ${fonts})
  if(NOT EXISTS ${font})
    message(FATAL_ERROR "${font} is missing: run tools/setup")
  endif()
endforeach()
file(COPY ${fonts} DESTINATION ${RECCE_SHARE}/fonts)
file(GLOB_RECURSE data CONFIGURE_DEPENDS RELATIVE ${CMAKE_SOURCE_DIR}/assets
  ${CMAKE_SOURCE_DIR}/assets/catalogue/*.json ${CMAKE_SOURCE_DIR}/assets/views/*.cube)
foreach(file ${data})
  configure_file(${CMAKE_SOURCE_DIR}/assets/${file} ${RECCE_SHARE}/${file} COPYONLY)
endforeach()
